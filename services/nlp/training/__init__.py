"""How the shipped language model is made: one command from labelled files to an ONNX file with its card."""
