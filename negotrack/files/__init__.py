"""Text in, positioned trees and values out; values in, canonical text out.

Owns: the readers and writers of log text. Must not know: where text comes from (nothing here opens a file).
"""
