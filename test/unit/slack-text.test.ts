import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foreignLines, foreignText, hostLink } from '../../src/slack/slack-text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 400 })
const hostileText = fc.stringMatching(/^[<>&|!@#*_~`:\s\u202e\u200b\ud83d\ude00a-z]{0,200}$/u)

describe('text of others in a message', () => {
  test.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U123> and <!subteam^S1>', '&lt;@U123&gt; and &lt;!subteam^S1&gt;'],
    ['<https://evil.example|Your bank>', '&lt;https://evil.example|Your bank&gt;'],
    ['&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['*bold* _it_ ~no~ `code`', '∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ'],
    ['anna_maria@x.example costs 2*3', 'anna_maria@x.example costs 2*3'],
    ['one\n\n> two\r\n\u2028three\t', 'one &gt; two three'],
    ['\u202egnp.exe\u200b\u0007', 'gnp.exe'],
    ['Zoë O’Brien-Łuczak 株式会社', 'Zoë O’Brien-Łuczak 株式会社'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
  ])('%j becomes %j', (given, expected) => {
    expect(foreignText(given, 1000)).toBe(expected)
  })

  test('whatever it is, it holds no bare control character of Slack, one line, and keeps to its length', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, hostileText), fc.integer({ min: 1, max: 120 }), (text, max) => {
        const words = foreignText(text, max)
        expect(words.length).toBeLessThanOrEqual(max)
        expect(words.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[<>&`\n\r\u2028\u202e]/)
        expect(words).not.toMatch(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}…])/u)
      }),
      { numRuns: 2000 },
    )
  })

  test('a cut never leaves half an entity or half a character', () => {
    for (let max = 1; max < 40; max++) {
      expect(foreignText('&'.repeat(40), max)).toMatch(/^(?:&amp;)*…$/)
      expect(foreignText('😀'.repeat(40), max)).toMatch(/^(?:😀)*…$/u)
    }
  })

  test('several lines stay lines, and none begins a quotation', () => {
    expect(foreignLines('Found:\n> one\n\n- two <b>\n', 100, 10)).toBe('Found:\n› one\n- two &lt;b&gt;')
    expect(foreignLines('1\n2\n3', 100, 2)).toBe('1\n2\n…')
  })
})

describe('a link to a source', () => {
  test.each([
    [
      'https://www.nordhavn.example/team?a=1&b=2',
      '<https://www.nordhavn.example/team?a=1&amp;b=2|www.nordhavn.example>',
    ],
    ['https://a.example/x|Your bank>', '<https://a.example/x%7CYour%20bank%3E|a.example>'],
  ])('%s is named after its host', (address, expected) => {
    expect(hostLink(address)).toBe(expected)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'https://bank.example@evil.example/',
    'not an address',
    '',
    null,
    `https://a.example/${'x'.repeat(2000)}`,
  ])('%s is none', (address) => {
    expect(hostLink(address)).toBeUndefined()
  })

  test('of any address nothing gets out of its angle brackets', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), hostileText, (url, tail) => {
        const link = hostLink(url + tail)
        if (link) expect(link).toMatch(/^<https?:[^<>|]+\|[^<>|]+>$/)
      }),
    )
  })
})
