"""Finding her words again: weights, embeddings, chunks, and the index of a folder.

Owns the only use of chromadb and of the text splitters. Refuses to judge or to phrase.
"""
