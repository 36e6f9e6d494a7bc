"""Embedding: words as vectors."""

from engine import fields
from engine.errors import N_, LaderaError
from engine.layers.base import Layer, Parameter, register

MOST_WORDS = 1_000_000


@register
class Embedding(Layer):
    """(…) whole numbers → (…, dimension): number k becomes row k of a trained table (vocabulary, dimension)."""

    kind = "embedding"
    title = N_("engine", "Embedding")
    category = "layers"
    help = N_("engine", "Turns words, given by their numbers, into vectors that are learned. Words that are used alike "
              "come to lie near each other.")
    fields = (
        fields.Integer("vocabulary", 1_000, N_("engine", "Vocabulary"), maximum=MOST_WORDS,
                       help=N_("engine", "How many different words there are; they are numbered from 0.")),
        fields.Integer("dimension", 16, N_("engine", "Dimension"), maximum=4_096,
                       help=N_("engine", "How many numbers describe one word.")),
    )

    def output_shape(self, settings, inputs):
        return (*inputs[0], settings["dimension"])

    def check_examples(self, settings, examples):
        wrong = examples[(examples != examples.round()) | (examples < 0) | (examples >= settings["vocabulary"])]
        if wrong.size:
            raise LaderaError(
                N_("engine", "It reads numbers of words, from 0 to {last}, and the data have {value}. Give it a larger "
                   "vocabulary; or, if the data were standardised, switch that off."),
                last=settings["vocabulary"] - 1, value=f"{wrong.flat[0]:g}")

    def parameters(self, settings, inputs):
        shape = (settings["vocabulary"], settings["dimension"])
        return (Parameter("embeddings", shape, "uniform", *shape),)

    def lower(self, ir, settings, inputs, parameters):
        return ir.gather(parameters["embeddings"], inputs[0])
