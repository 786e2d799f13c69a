"""Names for synthetic facts: tidy ones, shouting ones, ones with digits, apostrophes, commas and look-alikes."""

from __future__ import annotations

from random import Random

__all__ = ["category_name", "near_twin", "product_name", "store_name", "supplier_name"]

# fmt: off
_BRANDS = ("Alder", "Bramley", "Corvo", "Dunmore", "Ebro", "Fjord", "Galway", "Harrow", "Isar", "Juno", "Kestrel",
           "Lumen", "Marlow", "Nordic", "Orchard", "Pinnacle", "Quince", "Rivet", "Solway", "Tundra", "Umbra", "Velo",
           "Willow", "Yarrow", "Zephyr", "Café Rond", "Señor Maíz", "O'Malley", "Bär", "Top-Line")
_THINGS = ("Oat Milk", "Soy Milk", "Olive Oil", "Rye Bread", "Green Tea", "Dark Chocolate", "Brown Rice", "Honey",
           "Tomato Sauce", "Washing Powder", "Hand Soap", "Notebook", "Gel Pen", "Desk Lamp", "Garden Hose",
           "Running Shoe", "Wool Sock", "Rain Jacket", "Baking Tray", "Coffee Beans", "Cat Food", "Dog Biscuit",
           "Light Bulb", "Battery Pack", "USB Cable", "Yoga Mat", "Water Bottle", "Candle", "Photo Frame", "Tea Towel",
           "Paint Roller", "Drill Bit", "Brake Pad", "Air Filter", "Oil Filter", "Spark Plug", "Pasta", "Yoghurt",
           "Cheddar", "Sparkling Water", "Orange Juice", "Toothpaste", "Shampoo", "Face Cream", "Bath Towel")
_FORMS = ("1L", "500 g", "250ml", "2 kg", "6-pack", "x12", "Large", "Small", "Barista", "Organic", "Classic", "Blue",
          "Red", "No. 5", "v2", "A4", "60 W", "12V", "XL", "Mini", "Refill", "330 ml", "0.75L", "24 cm", "Kids'")
_CAPITALS = ("PACK OF 60 PINK PAISLEY CAKE CASES", "POPPY'S TEA SET 6 PIECES", "WHITE HANGING HEART HOLDER",
             "RED RETROSPOT BAG", "JUMBO BAG PINK DOTS", "SET/4 COASTERS, ROSE", "3 TIER CAKE STAND",
             "DOORMAT UNION FLAG",
             "LUNCH BOX I LOVE TOWN", "ASSORTED COLOUR BIRD", "60 TEATIME FAIRY CASES", "VINTAGE SNAP CARDS",
             "HAND WARMER OWL DESIGN", "CREAM HEART T-LIGHT", "BOX OF 24 COCKTAIL PARASOLS", "PARTY BUNTING",
             "NATURAL SLATE BOARD", "ALARM CLOCK BAKELIKE GREEN", "WOODEN STAR 5\" LARGE", "TOY TIDY SPACEBOY")
_CODES = ("FOODS_3_{n:03d}", "HOBBIES_1_{n:03d}", "SKU{n}", "Item {n}", "Product {n}", "P-{n:04d}", "{n}", "AX{n}-B",
          "Art. {n}", "item_{n}")
_STORES = ("Leeds", "Lyon", "York", "Porto", "Graz", "Malmö", "Ghent", "Cork", "Turin", "Basel", "Kraków", "Bergen",
           "Leeds Central", "Leeds North", "Lyon Part-Dieu", "High Street", "Harbour Road", "Old Town", "Airport",
           "King's Cross", "St. Anne's", "Station Road", "Riverside", "Mill Lane", "Online", "Warehouse East")
_STORE_CODES = ("Store {n}", "TX_{n}", "CA_{n}", "S{n:02d}", "{n}", "Branch {n}", "store_{n}")
_SUPPLIERS = ("Nordic Foods", "Harbour Trading", "Alpine Wholesale", "Delta Supply Co", "Green Valley", "Kovacs & Sons",
              "Meridian Ltd", "O'Brien Imports", "Pacific Goods", "Rhein Handel GmbH", "Sunrise Partners", "Tanaka Co.",
              "Union Mills", "Vega Distribution", "Westmoor", "Zenit SA", "Blue Barn", "First Choice 24")
_CATEGORIES = ("Dairy", "Bakery", "Drinks", "Household", "Stationery", "Toys", "Garden", "Pet Food", "Frozen",
               "Personal Care", "Snacks", "Electronics", "Home & Kitchen", "GROCERY I", "Produce", "Textiles")
# fmt: on


def product_name(rng: Random) -> str:
    """A product name; about one in five is in capitals, one in ten a code."""
    kind = rng.random()
    if kind < 0.18:
        return rng.choice(_CAPITALS)
    if kind < 0.28:
        return rng.choice(_CODES).format(n=rng.randint(1, 999))
    parts = [rng.choice(_THINGS)]
    if rng.random() < 0.45:
        parts.insert(0, rng.choice(_BRANDS))
    if rng.random() < 0.55:
        parts.append(rng.choice(_FORMS))
    return " ".join(parts)


def near_twin(name: str, rng: Random) -> str:
    """A name that is easily taken for another."""
    return f"{name} {rng.choice(_FORMS)}" if rng.random() < 0.6 else f"{rng.choice(_BRANDS)} {name}"


def store_name(rng: Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(_STORE_CODES).format(n=rng.randint(1, 60))
    return rng.choice(_STORES)


def supplier_name(rng: Random) -> str:
    return (
        rng.choice(_SUPPLIERS) if rng.random() < 0.85 else f"{rng.choice(_BRANDS)} {rng.choice(('Ltd', 'AG', 'Co.'))}"
    )


def category_name(rng: Random) -> str:
    return rng.choice(_CATEGORIES)
