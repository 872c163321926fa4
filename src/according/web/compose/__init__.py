"""The contexts of pages, made by pure functions from records: a route asks, a function here arranges.

In: records. Out: page dataclasses and the parts they are made of.
"""
