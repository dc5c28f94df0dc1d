// A Bluesky network with one person who wrote 120 posts: what test_bluesky.py knows of it.
import { TestNetwork } from '@atproto/dev-env'

const network = await TestNetwork.create({
  pds: { port: 2583, hostname: 'localhost' },
  bsky: { port: 2584, publicUrl: 'http://localhost:2584' },
  plc: { port: 2582 },
})
const agent = network.pds.getAgent()
await agent.createAccount({
  handle: 'ada.test',
  email: 'ada@ada.test',
  password: 'not-for-programs',
})
await agent.upsertProfile((old) => ({ ...old, displayName: 'Ada Byron' }))
const app = await agent.com.atproto.server.createAppPassword({ name: 'cio-digest' })

const minute = 60_000
const start = Date.now() - 121 * minute
for (let n = 1; n <= 120; n++) {
  await agent.post({
    text: `SharePoint note ${n}`,
    langs: ['en'],
    createdAt: new Date(start + n * minute).toISOString(),
  })
}
const text = 'Northwind opens its SharePoint pricing: news.example/northwind'
await agent.post({
  text,
  langs: ['en'],
  tags: ['SharePoint'],
  facets: [
    {
      index: { byteStart: text.indexOf('news.'), byteEnd: text.length },
      features: [
        { $type: 'app.bsky.richtext.facet#link', uri: 'https://news.example/northwind?utm_source=b' },
      ],
    },
  ],
})
await network.processAll()
console.log(`
export CIO_DIGEST_TEST_BLUESKY=${network.pds.url}
export CIO_DIGEST_TEST_BLUESKY_APPVIEW=${network.bsky.url}
export CIO_DIGEST_TEST_BLUESKY_PASSWORD=${app.data.password}
`)
