"""Images of the person's own, read without trusting a byte of them and brought to one form."""

from engine.data.pictures.form import FORM_FIELDS, Form
from engine.data.pictures.opening import ALBUM_FILES, is_album, open_album
from engine.data.pictures.packed import Images, Packing, decode, encode, pack
from engine.data.pictures.source import PICTURES
from engine.data.pictures.survey import Shown, Survey, show, survey

__all__ = ["ALBUM_FILES", "FORM_FIELDS", "PICTURES", "Form", "Images", "Packing", "Shown", "Survey", "decode", "encode",
           "is_album", "open_album", "pack", "show", "survey"]
