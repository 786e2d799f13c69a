"""Words around a name: what stands before and after one, what asks, and what tells its kind."""

from __future__ import annotations

__all__ = [
    "AFTER_NAME",
    "AMOUNT_OF",
    "ASKED_NEXT",
    "BEFORE_NAME",
    "BROUGHT",
    "COUNTED",
    "CUES",
    "DOES",
    "DONE_BY_STORES",
    "KIND_WORD",
    "NEVER_A_PLACE",
    "NUMERALS",
    "OF_A_SUPPLIER",
    "OPENERS",
    "QUESTION",
    "SENT_BY",
    "SMALL",
    "TOLD_AFTER",
]

_SLOT_WORDS = """
question: best worst most least highest lowest better worse
question: unit how many much what which when why where who do does did will can could should would is are be have has
question: sell sale sold stock order buy forecast demand expect expected day week month cover run out next last today
question: tomorrow yesterday in at for from on to with about and or the we i you it our my me more less than all any
question: current currently latest overall
question: store product supplier category item sku total average risk chance safety reorder point level return rate
question: please show list give tell need this that these those there up down over under until by price cost value
opens: of more less many much forecast for fcst the our sell about stock order
closes: in at will next tomorrow do does this over on should are is nxt
before: sells sold sale sales any some need buy ordered reorder and or vs than a this that have got all
before: as with fewer these those is are does do did will can should has
before: demand expect expected product item article by to
after: will did last tomorrow today yesterday we you i they sell sold and or vs have has left for from by
after: stock forecast sales trending rising falling selling running going coming
after: can would could per to the there than was were be get gets run runs order orders cost costs price
after: does had with cover developed changed moved evolved performed fared behaved
after: grown risen fallen dropped gone been done growing shrinking declining dropping increasing decreasing climbing
after: slowing doing moving flat stable steady volatile popular seasonal late overdue overstocked low short out
numerals: one ones two three four five six seven eight nine ten shops stores both others
does: will does did should must can could would shall has is
done: sell sells sold need needs order orders have has hold run move shift get buy sell reorder expect use want stock
done: take return got selling running going ordering expected likely supposed
never: be is are was were been being am very so too really how what a an the look looks looking sounds sound feels
never: pretty quite as would something anything nothing some more most this that any it its not seems seem have
never: has had and or but always if when rather such all no one my our your their his her
asked: how hw what wat wats whats which when wen whens who why where if do does did is are can could shall should
asked: pls plz please we i
sentby: from frm fm by via
before: when's whens wens wen's wen where's wheres
after: gonna goin gona
told: next nxt tomorrow tmrw tmr yesterday today minus vs versus coming upcoming
brought: stuff goods product products item items article articles order orders delivery deliveries shipment
brought: gear kit merchandise wares lines range assortment bits things
brought: shipments consignment invoice invoices bill bills lorry lorries truck trucks van vans parcel parcels po pos
theirs: payment pymt pmt paymt pay terms lt lead leadtime time times moq minimum min delivery punctuality email
theirs: mail phone contact discount contract takes needs delivers deliver ships supplies usually normally charges
small: in with for on at the a to of up out off all from and or by
"""


def _lines(label: str) -> list[str]:
    return [w for line in _SLOT_WORDS.splitlines() if line.startswith(f"{label}:") for w in line.split()[1:]]


KIND_WORD = {
    "store": "store", "stores": "store", "shop": "store", "branch": "store", "outlet": "store", "location": "store",
    "item": "product", "product": "product", "sku": "product", "article": "product", "line": "product",
    "supplier": "supplier", "vendor": "supplier", "category": "category", "department": "category",
}  # fmt: skip
CUES = {
    "product": frozenset(
        ["of", "units", "sell", "selling", "stock", "product", "item", "sku", "article", "much", "many"]
    ),
    "store": frozenset(["in", "at", "store", "shop", "branch", "outlet", "stores"]),
    "supplier": frozenset(["from", "frm", "fm", "supplier", "vendor", "by", "via", "with", "does", "to"]),
}
#: Words that ask; a name is not stretched over them.
QUESTION = frozenset(_lines("question"))
OPENERS = frozenset(_lines("opens"))
_CLOSERS = frozenset(_lines("closes"))
SMALL = frozenset(_lines("small"))
#: After a supplier's name: what it sells, brings and sends.
BROUGHT = frozenset(_lines("brought"))
#: What a supplier has, told right before or after its name: "holloway payment terms", "LT holloway"
OF_A_SUPPLIER = frozenset(_lines("theirs"))
NUMERALS = frozenset(_lines("numerals"))
BEFORE_NAME = OPENERS | frozenset(_lines("before"))
AFTER_NAME = _CLOSERS | frozenset(_lines("after"))
#: An amount of a thing that is named next.
AMOUNT_OF = frozenset(["of", "much", "many", "most", "more", "less", "least", "fewer", "fewest", "some"])
#: A store between an auxiliary and a verb: "will nice sell", "does nice need"
DOES = frozenset(_lines("does"))
DONE_BY_STORES = frozenset(_lines("done"))
#: What makes a plain word no store ("so nice next to ..."), and what follows a store that is told shortly
NEVER_A_PLACE = frozenset(_lines("never"))
TOLD_AFTER = frozenset(_lines("told"))
#: What is asked right after a place: "at nice how many"
ASKED_NEXT = frozenset(_lines("asked"))
#: Before who sends: "buys frm langley"
SENT_BY = frozenset(_lines("sentby"))
#: What goods are counted in is no short form of a name ("pieces" where there is a set of six).
COUNTED = frozenset({"piece", "pc", "unit", "item", "article", "good", "line", "pack", "packet", "box", "carton"})
