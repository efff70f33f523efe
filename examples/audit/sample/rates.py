"""Made for the example: its flaws are there on purpose."""


def average(rates, seen=[]):
    seen.extend(rates)
    return sum(seen) / len(seen)


def read_rates(path):
    rates = []
    for line in open(path):
        try:
            rates.append(float(line))
        except:
            pass
    return rates
