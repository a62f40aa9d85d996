"""The rules, one folder per family; each rule is a function with its own page in the docs."""
