"""Templates that read a row of symbols and write another one."""

from __future__ import annotations

from engine.errors import N_, GraphError
from engine.templates.draft import Draft

UNITS, FEATURES = 64, 16
WIDTH, HEADS, BLOCKS = 32, 4, 2


def encoder_decoder(attention: bool):
    """A GRU reads, another one begins with what the first knows in the end, and writes; with attention it also looks at
    all that was read (Sutskever et al. 2014; Luong et al. 2015)."""
    def body(net: Draft) -> tuple[str, ...]:
        given = net.given
        if net.origin or not given.steps:
            raise GraphError(N_("engine", "This template is a network of its own, for data that ask for whole rows of "
                                "symbols."))
        columns = given.shape[0]
        read, words = columns - given.steps, {"vocabulary": given.symbols, "dimension": FEATURES}
        source = net.add("input", name="source", shape=(read,), columns=f"1-{read}")
        told = net.add("input", name="told", shape=(given.steps,), columns=f"{read + 1}-{columns}")
        mask = net.add("mask", source, name="mask", padding=given.blank)
        gru = {"units": UNITS, "return_sequences": True}
        encoder = net.add("gru", net.add("embedding", source, name="source_words", **words), mask, name="encoder",
                          masked=True, **gru)
        state = net.add("flatten", net.add("slice", encoder, name="last", start=-1, stop=0), name="state")
        decoder = net.add("gru", net.add("embedding", told, name="told_words", **words), state, name="decoder", **gru)
        if not attention:
            return (decoder,)
        look = net.add("attention", decoder, encoder, encoder, mask, name="look", masked=True)
        both = net.add("concatenate", look, decoder, name="both")
        return (net.dense(both, UNITS, "tanh", "joint"),)
    return body


def transformer(net: Draft) -> tuple[str, ...]:
    """Blocks that look, with several heads, at what came before, then think about each step by itself; both add to what
    comes in, which is normalised before (Vaswani et al. 2017; Xiong et al. 2020)."""
    entrance, width = net.entrance(), WIDTH
    spelled = net.given.symbols and len(net.shape(entrance)) == 1
    end = net.steps(entrance, width)
    if not spelled:
        end = end if net.origin and net.shape(end)[-1] % HEADS == 0 else net.dense(end, width, "identity", "vectors")
        width = net.shape(end)[-1]
    filled = spelled and net.given.blank is not None
    mask = (net.add("mask", entrance, name="mask", padding=net.given.blank),) if filled else ()
    end = net.add("position_embedding", end, name="positions")
    for number in range(1, BLOCKS + 1):
        end = _block(net, end, mask, width, f"_{number}")
    return (net.add("layer_normalization", end, name="norm"),)


def _block(net: Draft, entrance: str, mask: tuple[str, ...], width: int, suffix: str) -> str:
    normal = net.add("layer_normalization", entrance, name=f"norm_look{suffix}")
    roles = [net.dense(normal, width, "identity", f"{role}{suffix}") for role in ("query", "value", "key")]
    look = net.add("attention", *roles, *mask, name=f"look{suffix}", heads=HEADS, causal=True, masked=bool(mask))
    found = net.dense(look, width, "identity", f"found{suffix}")
    seen = net.add("add", entrance, found, name=f"seen{suffix}")
    wide = net.dense(net.add("layer_normalization", seen, name=f"norm_think{suffix}"), 2 * width, "relu",
                     f"wide{suffix}")
    return net.add("add", seen, net.dense(wide, width, "identity", f"thought{suffix}"), name=f"block{suffix}")
