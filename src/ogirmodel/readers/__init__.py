"""Readers: bytes to documents, one file per format. None knows any statute."""

from ogirmodel.readers.base import READERS, Reader, ReaderInfo

__all__ = ["READERS", "Reader", "ReaderInfo"]
