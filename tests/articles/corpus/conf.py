project = "Corpus"
extensions = ["guides_ext"]
guides_jekyll = ["hugo/*", "gitbook/*"]
guides_jekyll_site = {"edition": "handbook"}
exclude_patterns = ["blog/README.md"]
