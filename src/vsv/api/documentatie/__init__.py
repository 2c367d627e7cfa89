"""What a vendor's developer reads: the OpenAPI document, and pages that the service itself serves.

The texts are Markdown in `teksten`, the catalogue of faults is `fouten`, and the reference is written from the OpenAPI
document, so that it says what the service does.
"""
