import { interrupt } from '@langchain/langgraph'
import type { RunNode } from '../run-graph-builder.ts'

/** Waits until every job of the wave is over, and does nothing else. */
export const awaitResearch: RunNode = ({ wave }) => {
  interrupt({ kind: 'research', wave })
  return { jobs: [] }
}
