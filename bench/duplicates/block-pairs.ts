import { MOST_IN_BLOCK, MOST_IN_WEAK_BLOCK, WEAK_KINDS } from '../../src/duplicates/block-size.ts'
import type { AnyComparable } from '../../src/duplicates/comparable.ts'
import { type TermKind, termKindOf } from '../../src/duplicates/term-key.ts'

const mostInBlock = (term: number): number =>
  WEAK_KINDS.includes(termKindOf(term)) ? MOST_IN_WEAK_BLOCK : MOST_IN_BLOCK

interface BlockReport {
  blocks: number
  pairs: number
  /** Blocks too big to be evidence, by kind. */
  dropped: Map<TermKind, { blocks: number; records: number }>
}

/** Calls `visit` once for every two records that share a blocking term few others hold. */
export function visitPairs(
  records: readonly AnyComparable[],
  visit: (left: AnyComparable, right: AnyComparable) => void,
): BlockReport {
  const report: BlockReport = { blocks: 0, pairs: 0, dropped: new Map() }
  const blocks = groupByTerm(records)
  const dropped = new Set<number>()
  for (const [term, members] of blocks) {
    if (members.length <= mostInBlock(term)) continue
    dropped.add(term)
    blocks.delete(term)
    noteDropped(report, term, members.length)
  }
  for (const [term, members] of blocks) {
    if (members.length < 2) continue
    report.blocks++
    visitBlock(term, members, dropped, (left, right) => {
      report.pairs++
      visit(left, right)
    })
  }
  return report
}

/** The pairs of one block, those left out that share an earlier term and are met there. */
function visitBlock(
  term: number,
  members: readonly AnyComparable[],
  dropped: ReadonlySet<number>,
  visit: (left: AnyComparable, right: AnyComparable) => void,
): void {
  for (let i = 0; i < members.length; i++)
    for (let j = i + 1; j < members.length; j++)
      if (firstShared(members[i]!.blocks, members[j]!.blocks, dropped) === term) visit(members[i]!, members[j]!)
}

function noteDropped(report: BlockReport, term: number, records: number): void {
  const kind = termKindOf(term)
  const known = report.dropped.get(kind) ?? { blocks: 0, records: 0 }
  report.dropped.set(kind, { blocks: known.blocks + 1, records: known.records + records })
}

function groupByTerm(records: readonly AnyComparable[]): Map<number, AnyComparable[]> {
  const blocks = new Map<number, AnyComparable[]>()
  for (const record of records)
    for (const term of record.blocks) {
      const block = blocks.get(term)
      if (block) block.push(record)
      else blocks.set(term, [record])
    }
  return blocks
}

function firstShared(left: Float64Array, right: Float64Array, dropped: ReadonlySet<number>): number {
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [a, b] = [left[i]!, right[j]!]
    if (a === b && !dropped.has(a)) return a
    if (a <= b) i++
    if (b <= a) j++
  }
  return 0
}
