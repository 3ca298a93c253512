import { type Answer, json } from './answer.ts'
import { readableText } from './load-pages.ts'
import { type Page, servedPath } from './page.ts'
import { searchWords } from './parse-search-query.ts'
import { createSearch } from './search-pages.ts'

interface Article {
  pageid: number
  title: string
  page: Page
  intro: string
  text: string
  description: string
}

const bodyOf = (html: string) => /<main[^>]*>([\s\S]*)<\/main>/i.exec(html)?.[1] ?? html

const parseArticle = (page: Page, i: number): Article => {
  const body = bodyOf(page.html).replace(/<(table|h1)[\s\S]*?<\/\1>/gi, '')
  return {
    pageid: 71_000_001 + i,
    title: page.title.replace(/ [-–—] Wikipedia$/, ''),
    page,
    intro: readableText(body.split(/<h2/i)[0]!).trim(),
    text: readableText(body).trim(),
    description: /<meta name="description" content="([^"]*)"/i.exec(page.html)?.[1] ?? '',
  }
}

const titleKey = (title: string) => title.replaceAll('_', ' ').trim().toLowerCase()

export interface Wikipedia {
  api: (params: URLSearchParams) => Answer
  summary: (title: string, origin: string) => Answer
}

/** MediaWiki's action API and REST summary over the bundled articles, as far as research tools use them. */
export const createWikipedia = (pages: Page[]): Wikipedia => {
  const articles = pages.filter((page) => page.url.host === 'en.wikipedia.org' && page.status === 200).map(parseArticle)
  const search = createSearch(articles.map((article) => article.page))
  const find = (title: string) => articles.find((article) => titleKey(article.title) === titleKey(title))
  const searchArticles = (q: string) =>
    search(q).map((hit) => ({ hit, article: articles.find((article) => article.page === hit.page)! }))

  const listSearch = (params: URLSearchParams) => {
    const q = params.get('srsearch') ?? ''
    const offset = Number(params.get('sroffset') ?? 0)
    const all = searchArticles(q)
    return {
      searchinfo: { totalhits: all.length },
      search: all.slice(offset, offset + Number(params.get('srlimit') ?? 10)).map(({ hit, article }) => ({
        ns: 0,
        title: article.title,
        pageid: article.pageid,
        size: article.page.html.length,
        wordcount: article.text.split(/\s+/).length,
        snippet: markMatches(hit.snippet, q),
        timestamp: '2026-10-01T00:00:00Z',
      })),
    }
  }

  const describe = (article: Article, params: URLSearchParams) => {
    const props = (params.get('prop') ?? '').split('|')
    const plain = params.has('explaintext')
    const extract = params.has('exintro') ? article.intro : article.text
    const sentences = Number(params.get('exsentences') ?? 0)
    const cut =
      sentences > 0
        ? extract
            .split(/(?<=[.!?])\s+/)
            .slice(0, sentences)
            .join(' ')
        : extract
    const chars = Number(params.get('exchars') ?? 0)
    return {
      pageid: article.pageid,
      ns: 0,
      title: article.title,
      ...(props.includes('extracts')
        ? { extract: plain ? (chars > 0 ? cut.slice(0, chars) : cut) : `<p>${cut.replaceAll('\n\n', '</p><p>')}</p>` }
        : {}),
      ...(props.includes('description') ? { description: article.description } : {}),
      ...(props.includes('info') ? { fullurl: article.page.url.href, canonicalurl: article.page.url.href } : {}),
    }
  }

  const listPages = (params: URLSearchParams) => {
    const titles = params.get('titles')?.split('|') ?? []
    const ids = params.get('pageids')?.split('|').map(Number) ?? []
    const found =
      params.get('generator') === 'search'
        ? searchArticles(params.get('gsrsearch') ?? '')
            .slice(0, Number(params.get('gsrlimit') ?? 10))
            .map(({ article }, i) => ({ ...describe(article, params), index: i + 1 }))
        : [...titles.map(find), ...ids.map((id) => articles.find((article) => article.pageid === id))].flatMap(
            (each) => (each ? [describe(each, params)] : []),
          )
    const missing = titles.filter((title) => !find(title)).map((title) => ({ ns: 0, title, missing: true }))
    if (params.get('formatversion') === '2') return { pages: [...found, ...missing] }
    return {
      pages: Object.fromEntries([
        ...found.map((page) => [String(page.pageid), page]),
        ...missing.map((page, i) => [String(-1 - i), { ...page, missing: '' }]),
      ]),
    }
  }

  return {
    api: (params) => {
      const action = params.get('action')
      if (action === 'opensearch') {
        const hits = searchArticles(params.get('search') ?? '').slice(0, Number(params.get('limit') ?? 10))
        const column = (read: (article: Article) => string) => hits.map(({ article }) => read(article))
        return json(200, [
          params.get('search'),
          column((a) => a.title),
          column(() => ''),
          column((a) => a.page.url.href),
        ])
      }
      if (action !== 'query')
        return json(200, { error: { code: 'badvalue', info: `Unrecognized value for parameter "action": ${action}.` } })
      return json(200, {
        batchcomplete: params.get('formatversion') === '2' ? true : '',
        query: params.get('list') === 'search' ? listSearch(params) : listPages(params),
      })
    },
    summary: (title, origin) => {
      const article = find(title)
      if (!article)
        return json(404, {
          type: 'https://mediawiki.org/wiki/HyperSwitch/errors/not_found',
          title: 'Not found.',
          status: 404,
        })
      const served = `${origin}${servedPath(article.page.url)}`
      return json(200, {
        type: /may refer to:/.test(article.intro) ? 'disambiguation' : 'standard',
        title: article.title,
        displaytitle: `<span class="mw-page-title-main">${article.title}</span>`,
        pageid: article.pageid,
        lang: 'en',
        description: article.description,
        content_urls: { desktop: { page: served }, mobile: { page: served } },
        extract: article.intro,
        extract_html: `<p>${article.intro}</p>`,
      })
    },
  }
}

const markMatches = (snippet: string, q: string) => {
  const wanted = new Set(searchWords(q))
  return snippet.replace(/[\p{L}\p{N}]+/gu, (word) =>
    searchWords(word).some((each) => wanted.has(each)) ? `<span class="searchmatch">${word}</span>` : word,
  )
}
