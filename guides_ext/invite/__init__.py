"""The invitation to a stage: a letter, and calendars for the candidate and the interviewers.

Every time in them is computed by the function that makes the candidate's page, so that no promise
can differ. Nobody's name is kept anywhere.
"""
