import { interrupt } from '@langchain/langgraph'
import type { Json } from '../flow.ts'
import type { RunNode } from '../run-graph-builder.ts'

/** Waits for a person's answer, and does nothing else. */
export const confirm: RunNode = ({ asked }) => ({
  confirmed: interrupt({ kind: 'confirm', ask: asked!.kind, value: asked!.value }) as Json,
  asked: null,
})
