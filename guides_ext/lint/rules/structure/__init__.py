"""Structure: competencies, the questions and tasks that show them, ratings and the decision."""
