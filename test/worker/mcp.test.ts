import { describe, expect, inject, test } from 'vitest'
import { callApi, callAs } from '../support/call-api.ts'

const ask = (method: string, params: object = {}, role: 'agent' | 'viewer' = 'agent') =>
  callAs(role)('/mcp', { body: { jsonrpc: '2.0', id: 1, method, params } })

describe('assistants over MCP', () => {
  test('are told who we are and which tools there are, none of which decides', async () => {
    const { body } = await ask('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    })
    expect(body.result).toMatchObject({ protocolVersion: '2025-06-18', serverInfo: { name: 'greenlight' } })
    const noted = await callAs('agent')('/mcp', { body: { jsonrpc: '2.0', method: 'notifications/initialized' } })
    expect(noted.status).toBe(202)
    const { body: list } = await ask('tools/list')
    const names = list.result.tools.map(({ name }: { name: string }) => name)
    expect(names).toContain('propose_change')
    expect(names.join(' ')).not.toMatch(/approve|reject|decide|undo|import|delete/)
    for (const { inputSchema } of list.result.tools) expect(inputSchema).toMatchObject({ type: 'object' })
  })

  test('read, and propose what then waits for a person', async () => {
    const { body } = await ask('tools/call', {
      name: 'search_records',
      arguments: { entity_type: 'Organization', limit: 2 },
    })
    expect(body.result.isError).toBe(false)
    expect(body.result.structuredContent.data).toHaveLength(2)
    const { body: proposed } = await ask('tools/call', {
      name: 'propose_change',
      arguments: { proposed_action: 'create', entity_type: 'Task', data: { title: `By MCP ${crypto.randomUUID()}` } },
    })
    const { proposal } = proposed.result.structuredContent
    expect((await callAs('viewer')(`/v1/proposals/${proposal.id}`)).body).toMatchObject({ status: 'pending' })
  })

  test('mistakes are told in a way an assistant can act on', async () => {
    const wrong = await ask('tools/call', { name: 'get_record', arguments: { entity_type: 'Robot', id: 1 } })
    expect(wrong.body.result).toMatchObject({ isError: true })
    const refused = await ask('tools/call', { name: 'query_crm', arguments: { query: 'drop table organization' } })
    expect(refused.body.result).toMatchObject({ isError: true })
    const forbidden = await ask('tools/call', { name: 'start_run', arguments: { use_case: 'follow_ups' } }, 'viewer')
    expect(forbidden.body.result).toMatchObject({ isError: true })
    expect((await ask('tools/call', { name: 'approve' })).body.error.code).toBe(-32602)
    expect((await ask('no/such')).body.error.code).toBe(-32601)
    expect((await callAs('agent')('/mcp', { body: '{' })).body.error.code).toBe(-32700)
    expect(
      (await callApi(inject('stack').url, undefined)('/mcp', { body: { jsonrpc: '2.0', id: 1, method: 'ping' } }))
        .status,
    ).toBe(401)
  })
})
