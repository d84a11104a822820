import pytest

from verbale.evaluation.score import fields, score


def side(*codes):
    """ "MLI:GOV,MIL" as an actor."""
    return [{"country": c.partition(":")[0], "sector": [s for s in c.partition(":")[2].split(",") if s]} for c in codes]


def told(event, source=(), target=(), **more):
    return {"event": event, "source": side(*source), "target": side(*target)} | more


AGREE, VISIT = told("AGREE", ["MLI"], ["NER"]), told("CONSULT", ["MLI:GOV"], ["NER:GOV"])
MUTUAL = told("CONSULT", ["MLI", "NER"])
# gold, coded, (hits, missed, spare) by type, dyad, actors
ROWS = {
    "the same": ([AGREE], [AGREE], [(1, 0, 0)] * 3),
    "nothing coded": ([AGREE], [], [(0, 1, 0)] * 3),
    "nothing to find": ([], [AGREE], [(0, 0, 1)] * 3),
    "other type": ([AGREE], [VISIT], [(0, 1, 1)] * 3),
    "alternative type": ([told("AGREE", alt=["CONSULT"])], [VISIT], [(1, 0, 0)] * 3),
    "other direction": ([AGREE], [told("AGREE", ["NER"], ["MLI"])], [(1, 0, 0), (0, 1, 1), (0, 1, 1)]),
    "no sector": ([VISIT], [told("CONSULT", ["MLI"], ["NER"])], [(1, 0, 0), (1, 0, 0), (0, 1, 1)]),
    "more sectors": ([VISIT], [told("CONSULT", ["MLI:GOV,MIL"], ["NER:GOV"])], [(1, 0, 0)] * 3),
    "mutual, coded with a target": ([MUTUAL], [told("CONSULT", ["NER"], ["MLI"])], [(1, 0, 0)] * 3),
    "mutual, one side": ([MUTUAL], [told("CONSULT", ["NER"])], [(1, 0, 0), (0, 1, 1), (0, 1, 1)]),
    "a side without a country": ([told("AGREE", ["MLI"])], [AGREE], [(1, 0, 0)] * 3),
    "twice in gold, once coded": ([AGREE, AGREE], [AGREE], [(1, 1, 0)] * 3),
    "optional, found": ([AGREE | {"must": False}], [AGREE], [(0, 0, 0)] * 3),
    "optional, not found": ([AGREE | {"must": False}], [], [(0, 0, 0)] * 3),
}


@pytest.mark.parametrize(("gold", "coded", "counts"), ROWS.values(), ids=ROWS)
def test_counts(gold, coded, counts):
    found = score([{"id": 1, "events": gold}], [{"id": "1", "events": coded}])["all"]
    assert [(f["hits"], f["missed"], f["spare"]) for f in found.values()] == counts


def test_figures_by_hand():
    gold = [{"id": 1, "lang": "fr", "events": [AGREE, VISIT]}, {"id": 2, "lang": "en", "events": [AGREE]}]
    coded = [{"id": 1, "events": [AGREE, told("THREATEN"), told("AID")]}, {"id": 2, "error": "broken"}]
    found = score(gold, coded, "lang")
    assert found["all"]["type"] == {
        "precision": 0.3333, "recall": 0.3333, "f1": 0.3333, "hits": 1, "missed": 2, "spare": 2,
    }  # fmt: skip
    assert found["fr"]["type"]["recall"] == 0.5 and found["fr"]["type"]["f1"] == 0.4
    assert found["en"]["type"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "hits": 0, "missed": 1, "spare": 0}


def test_fields_of_matched_events():
    gold = AGREE | {"mode": None, "status": "denied", "date": "2025-08", "place": {"name": "Niamey"}}
    coded = AGREE | {"mode": None, "status": "denied", "date": {"start": "2025-08-03"}, "place": None}
    found = fields([{"id": 1, "events": [gold]}], [{"id": 1, "events": [coded]}])
    assert found == {"mode": (0, 0), "status": (1, 1), "date": (1, 1), "place": (0, 1)}


def test_fields_are_compared_with_the_event_that_stands_in_the_quotation():
    gold = told("AGREE", status="denied", quote=[40, 60])
    far, near = (told("AGREE", status=s, trigger={"span": [a, a + 5]}) for s, a in (("occurred", 3), ("denied", 45)))
    found = fields([{"id": 1, "events": [gold]}], [{"id": "1", "events": [far, near]}])
    assert found["status"] == (1, 1)
