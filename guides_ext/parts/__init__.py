"""What a page is made of: values of the model in, nodes out, one file per part."""
