"""Why a record is as it is: sentence, row, tree path, rules, chain of reference, in plain text."""

from verbale.coding.confidence import confidence, evidence
from verbale.coding.drafts import Draft
from verbale.coding.sides import Side
from verbale.reading.reading import ROOT, Sentence, Token
from verbale.record.span import Span


def path(draft: Draft, sentence: Sentence, token: Token) -> str:
    """The arcs from a token up to the trigger, or up to the root where the trigger is not above."""
    steps = []
    while token.head != ROOT and (sentence is not draft.scene.sentence or token.i != draft.hit.head):
        steps.append(f"{token.form} ←{token.deprel} {token.arc:.2f}")
        token = sentence[token.head]
    return " ".join([*steps, token.form])


def side_line(draft: Draft, name: str, side: Side) -> str:
    mention = side.referent.mention
    token = side.referent.sentence[mention.head]
    rows = ", ".join(mention.rows) or "no row"
    return (
        f"  {name:11} {side.entity.key}  [{side.rule}; {side.referent.how}; {rows}]\n"
        f"  {'':11} {path(draft, side.referent.sentence, token)}"
    )


def explained(text: str, draft: Draft) -> str:
    sentence = draft.scene.sentence
    kind = draft.event + (f"/{draft.mode}" if draft.mode else "")
    words = " ".join(sentence[i].form for i in sorted(draft.hit.tokens))
    lines = [
        Span(sentence.start, sentence.end).of(text),
        f"  {kind}  {draft.status}  confidence {confidence(draft)}",
        f"  trigger     {words}  (row {draft.hit.row.where}: {draft.hit.row.lemma})",
        f"  rules       {'; '.join(draft.rules)}",
    ]
    if draft.outer:
        lines.append(f"  outer word  {draft.outer.row.lemma} ({draft.outer.row.where})")
    lines += [side_line(draft, "source", s) for s in draft.source]
    lines += [side_line(draft, "target", s) for s in draft.target]
    lines += [side_line(draft, "attribution", s) for s in draft.attribution]
    lines.append(f"  evidence    {', '.join(evidence(draft))}")
    return "\n".join(lines)
