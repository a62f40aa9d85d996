"""What the rationales of the rules rest on, in the words of a bibliography."""

CAMPION = (
    "Campion, Palmer and Campion (1997), A review of structure in the selection interview, "
    "Personnel Psychology 50, 655–702"
)
LEVASHINA = (
    "Levashina, Hartwell, Morgeson and Campion (2014), The structured employment interview: "
    "narrative and quantitative review of the research literature, Personnel Psychology 67, 241–293"
)
SACKETT = (
    "Sackett, Zhang, Berry and Lievens (2023), Revisiting the design of selection systems in light "
    "of new findings regarding the validity of widely used predictors, Industrial and "
    "Organizational Psychology"
)
OPM = (
    "U.S. Office of Personnel Management (2008), Structured interviews: a practical guide; "
    "its page of questions and answers on structured interviews"
)
HIGHHOUSE = (
    "Highhouse, Nye and Zhang (2018), Dark motives and elective use of brainteaser interview "
    "questions, Applied Psychology; Laszlo Bock in the New York Times (2013), as quoted there"
)
RIVERA = (
    "Rivera (2012), Hiring as cultural matching: the case of elite professional service firms, "
    "American Sociological Review 77, 999–1022"
)
SERIES = "Practice of the series that this handbook grew from; no study is claimed"
FORMAT = "What the format of role files means; no study is claimed"
