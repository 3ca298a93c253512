export interface DemoRun {
  id: string
  use_case: string | null
  prompt: string | null
  status: string
  status_reason: string | null
  progress: { done: number; total: number }
  waiting: { kind: string; ask?: string; value?: unknown } | null
  answer: string | null
  error: string | null
  proposal_count: number
  usage: { model_calls: number; searches: number; pages: number; cost_usd: number }
}

export interface DemoProposal {
  id: string
  bundle_id: string | null
  name: string
  proposed_action: string
  entity_type: string
  risk: string
  confidence: number | null
  content_hash: string
  rationale: string | null
  fields: { name: string; before: unknown; after: unknown; evidence: { quote?: string; url?: string }[] }[]
}

export interface DemoOutcome {
  id: string
  outcome: string
  detail?: string
  entity_type?: string
  entity_id?: number
}

export type DemoApi = ReturnType<typeof createApi>

/** The HTTP API as the demo uses it; a refusal throws its sentence. */
export function createApi(url: string, key: string) {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${(answer as { detail: string }).detail}`)
    return answer as T
  }
  return {
    url,
    startRun: (body: object) => call<DemoRun>('POST', '/v1/runs', body),
    getRun: (id: string) => call<DemoRun>('GET', `/v1/runs/${id}`),
    confirm: (id: string, confirmed: unknown) => call<DemoRun>('POST', `/v1/runs/${id}/resume`, { confirmed }),
    lastEvent: async (id: string) => {
      const { data } = await call<{ data: { message: string }[] }>('GET', `/v1/runs/${id}/events?limit=1000`)
      return data.at(-1)?.message ?? ''
    },
    pending: () => call<{ data: DemoProposal[]; total: number }>('GET', '/v1/proposals?status=pending&limit=200'),
    decide: (decisions: object[]) =>
      call<{ batch_id: string; results: DemoOutcome[] }>('POST', '/v1/proposals/decisions', { decisions }),
    record: (type: string, id: number) => call<Record<string, unknown>>('GET', `/v1/records/${type}/${id}`),
    provenance: (type: string, id: number) =>
      call<{ data: { field_name: string; source: string | null; source_url: string | null; quote: string | null }[] }>(
        'GET',
        `/v1/records/${type}/${id}/provenance`,
      ),
  }
}
