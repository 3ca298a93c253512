/** One figure of a bench: ours beside a peer that was measured in the same run. */
export interface Figure {
  bench: string
  case: string
  ours: number
  peer: number | null
  /** Ours to peer, as the bar reads it. */
  ratio: number | null
  unit: string
  bar: string
  ok: boolean
}

/** Makes the figures of one bench whose ratio is ours to the peer's. */
export const figuresOf =
  (bench: string) =>
  (name: string, ours: number, peer: number | null, unit: string, bar: string, ok: boolean): Figure => ({
    bench,
    case: name,
    ours,
    peer,
    ratio: peer === null ? null : ours / peer,
    unit,
    bar,
    ok,
  })

const round = (value: number | null) => (value === null ? '-' : Number(value.toPrecision(4)))

/** A table for people, or with `--json` one line of JSON each; the process fails where a bar is missed. */
export function printFigures(figures: Figure[]) {
  if (process.argv.includes('--json')) for (const figure of figures) console.log(JSON.stringify(figure))
  else
    console.table(
      figures.map(({ case: name, ours, peer, ratio, unit, bar, ok }) => ({
        case: name,
        ours: round(ours),
        peer: round(peer),
        ratio: round(ratio),
        unit,
        bar,
        ok,
      })),
    )
  if (figures.some(({ ok }) => !ok)) process.exitCode = 1
}
