import { askNodes } from '../src/agent/ask/ask-nodes.ts'
import { chooseUseCase } from '../src/agent/ask/choose-use-case.ts'
import type { OwnNodes } from '../src/agent/run-graph-builder.ts'
import type { Flows } from '../src/agent/step-work.ts'
import { findDuplicates } from '../src/duplicates/flow.ts'
import { enrichContacts } from '../src/enrichment/flow.ts'
import { followUps } from '../src/followups/flow.ts'
import { similarLeads } from '../src/similar/flow.ts'

/** What a run can be: four flows, and questions with nodes of their own. */
export const flows: Flows = {
  similar_leads: similarLeads,
  enrich_contacts: enrichContacts,
  follow_ups: followUps,
  find_duplicates: findDuplicates,
}

export const ownNodes: OwnNodes[] = [askNodes]
export { chooseUseCase }
