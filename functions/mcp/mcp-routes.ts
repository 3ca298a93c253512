import { Hono } from 'hono'
import { z } from 'zod'
import { AppError } from '../../src/errors.ts'
import { contextOf } from '../access.ts'
import type { AppEnv } from '../app-env.ts'
import { mcpTools } from './mcp-tools.ts'

const PROTOCOL_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26']

const Message = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
})
type Message = z.infer<typeof Message>

const failure = (id: unknown, code: number, message: string) => ({
  jsonrpc: '2.0',
  id: id ?? null,
  error: { code, message },
})

/** The Model Context Protocol over streamable HTTP, without sessions: every POST is complete in itself. */
export const mcpRoutes = new Hono<AppEnv>()
  .post('/', async (c) => {
    const text = await c.req.json().catch(() => undefined)
    if (text === undefined) return c.json(failure(null, -32700, 'This is not JSON.'), 400)
    const message = Message.safeParse(text)
    if (!message.success) return c.json(failure(null, -32600, 'This is not a JSON-RPC 2.0 request.'), 400)
    // who may not read learns nothing of what there is
    const ctx = await contextOf(c, 'mcp')
    await ctx.db.run('read')
    if (message.data.id === undefined) return c.body(null, 202)
    return c.json(await answer(message.data, ctx))
  })
  .all('/', (c) => {
    c.header('allow', 'POST')
    return c.json(failure(null, -32000, 'This server keeps no sessions: use POST.'), 405)
  })

async function answer({ id, method, params }: Message, ctx: Awaited<ReturnType<typeof contextOf>>) {
  const result = (value: object) => ({ jsonrpc: '2.0', id, result: value })
  switch (method) {
    case 'initialize': {
      const asked = String(params.protocolVersion ?? '')
      return result({
        protocolVersion: PROTOCOL_VERSIONS.includes(asked) ? asked : PROTOCOL_VERSIONS[0],
        capabilities: { tools: { listChanged: false } },
        serverInfo: { name: 'greenlight', version: '1.0.0' },
        instructions:
          'Read the CRM and propose changes. Nothing changes until a person approves; no tool here can approve.',
      })
    }
    case 'ping':
      return result({})
    case 'tools/list':
      return result({
        tools: mcpTools.map(({ name, description, parameters, effect }) => ({
          name,
          description,
          inputSchema: z.toJSONSchema(parameters, { io: 'input' }),
          annotations: { readOnlyHint: effect === 'read', destructiveHint: false, openWorldHint: false },
        })),
      })
    case 'tools/call': {
      const tool = mcpTools.find(({ name }) => name === params.name)
      if (!tool) return failure(id, -32602, `There is no tool "${String(params.name).slice(0, 100)}".`)
      return result(await call(tool, params.arguments ?? {}, ctx))
    }
    default:
      return failure(id, -32601, 'There is no such method.')
  }
}

async function call(tool: (typeof mcpTools)[number], args: unknown, ctx: Awaited<ReturnType<typeof contextOf>>) {
  const parsed = tool.parameters.safeParse(args)
  if (!parsed.success) return told(z.prettifyError(parsed.error), true)
  try {
    const value = await tool.run(parsed.data as never, ctx)
    return { ...told(JSON.stringify(value), false), structuredContent: value }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return told([error.message, ...error.errors.map(({ path, message }) => `${path}: ${message}`)].join(' '), true)
  }
}

const told = (text: string, isError: boolean) => ({ content: [{ type: 'text', text }], isError })
