import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openBotToken, sealBotToken } from '../../src/slack/seal-bot-token.ts'
import { verifySlackRequest } from '../../src/slack/verify-slack-request.ts'

// the example of https://docs.slack.dev/authentication/verifying-requests-from-slack
const secret = '8f742231b10e8888abcd99yyyzzz85a5'
const documented = {
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
}
const at = (seconds: number) => new Date((Number(documented.timestamp) + seconds) * 1000)

describe('Slack’s signature', () => {
  test('the documented example holds', async () => {
    expect(await verifySlackRequest(secret, documented, at(0))).toBe(true)
  })

  test.each([
    [-301, false],
    [-300, true],
    [300, true],
    [301, false],
  ])('a clock that is %i s off: %s', async (seconds, holds) => {
    expect(await verifySlackRequest(secret, documented, at(seconds))).toBe(holds)
  })

  test('anything else does not', async () => {
    const { signature, timestamp, body } = documented
    const others = [
      { ...documented, body: `${body} ` },
      { ...documented, timestamp: '1531420619' },
      { ...documented, timestamp: ' 1531420618' },
      { ...documented, timestamp: '1531420618e0' },
      { ...documented, timestamp: undefined },
      { ...documented, signature: undefined },
      { ...documented, signature: signature.slice(3) },
      { ...documented, signature: `v1${signature.slice(2)}` },
      { ...documented, signature: signature.toUpperCase() },
      { ...documented, signature: `${signature}00` },
      { ...documented, signature: 'v0=' },
    ]
    for (const other of others) expect(await verifySlackRequest(secret, other, at(0))).toBe(false)
    expect(await verifySlackRequest(`${secret}x`, documented, at(0))).toBe(false)
    expect(timestamp).toBe('1531420618')
  })

  test('a body of any letters is signed as its bytes', async () => {
    const body = 'text=Zürich+%F0%9F%8E%AF+Ørsted—ß'
    const digest = createHmac('sha256', secret)
      .update(Buffer.from(`v0:1531420618:${body}`, 'utf8'))
      .digest('hex')
    const signed = { timestamp: '1531420618', signature: `v0=${digest}`, body }
    expect(await verifySlackRequest(secret, signed, at(10))).toBe(true)
  })
})

describe('a sealed bot token', () => {
  const owner = { tenantId: 7, teamId: 'T1' }
  test('opens with the same secret for the same row only, and is never the same twice', async () => {
    const sealed = await sealBotToken('a secret of the service', owner, 'xoxb-1')
    expect(await openBotToken('a secret of the service', owner, sealed)).toBe('xoxb-1')
    expect(await sealBotToken('a secret of the service', owner, 'xoxb-1')).not.toBe(sealed)
    expect(await openBotToken('another secret', owner, sealed)).toBeUndefined()
    expect(await openBotToken('a secret of the service', { ...owner, tenantId: 8 }, sealed)).toBeUndefined()
    expect(await openBotToken('a secret of the service', { ...owner, teamId: 'T2' }, sealed)).toBeUndefined()
    expect(await openBotToken('a secret of the service', owner, 'xoxb-1')).toBeUndefined()
  })
})
