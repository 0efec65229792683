import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { casesOf, crawlWorkspace } from '../../../../helpers/crawl-workspace.ts';
import { crawlScripted, startScriptedSite } from '../../../../helpers/scripted-site.ts';
import { temporaryFolder } from '../../../../helpers/temporary.ts';

/** Pages that can be read have all the time that a busy machine takes; those that cannot are given up sooner. */
const limits = vi.hoisted(() => ({ quiet: 300, ready: 15_000, hang: 45_000, requests: 30, documents: 5 }));
vi.mock('../../../../../scrapers/crawl/door/browser/browser-limits.ts', () => ({ BROWSER_LIMITS: limits }));

const script = (words: string): string => `<script>${words}</script>`;
const endless = (words: string, every = 50): string => `setInterval(() => { ${words} }, ${every});`;

/** Asked for by the pages below. */
const answers = (path: string) => {
  const { pathname } = new URL(path, 'http://site');
  if (pathname === '/file.zip')
    return {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="file.zip"',
      },
      body: 'PK\x03\x04',
    };
  if (pathname === '/worker.js')
    return {
      headers: { 'content-type': 'text/javascript' },
      body: "fetch('/from-worker'); setTimeout(() => { for (;;); }, 100);",
    };
  if (pathname === '/away') return { status: 302, headers: { location: 'http://10.0.0.1/inner' } };
  return undefined;
};

const clickOn = (attributes: string): string =>
  `{ const link = Object.assign(document.createElement('a'), ${attributes}); document.documentElement.append(link); link.click(); }`;

/** What scripts of a page do while it is read all the same. */
const harmless: readonly string[] = [
  // Windows: by script, with and without a hold on them, again and again, and by links.
  `window.open('/popup'); window.open('https://other.example/popup', '_blank', 'noopener');
   for (let i = 0; i < 10; i++) window.open('/popup?' + i);
   let other = null; ${endless("if (!other || other.closed) other = window.open('/popup');")}
   for (let i = 0; i < 3; i++) ${clickOn("{ href: '/popup', target: '_blank' }")}`,
  // Files and dialogs.
  `location.href = '/file.zip';
   for (let i = 0; i < 3; i++) ${clickOn("{ href: URL.createObjectURL(new Blob(['x'])), download: 'x.bin' }")}
   alert('Welcome'); confirm('Cookies?'); prompt('Name?'); print(); ${endless('print()')}
   addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay'; });
   addEventListener('unload', () => { for (const end = Date.now() + 1000; Date.now() < end; ); });`,
  // Workers that keep a processor busy.
  `for (let i = 0; i < 2; i++) new Worker('/worker.js'); new SharedWorker('/worker.js');
   navigator.serviceWorker?.register('/worker.js').catch(() => 0);`,
  // Other sites and programs.
  `location.href = 'mailto:somebody@example.org'; location.href = 'myapp://open';
   ${endless("location.href = 'https://other.example/?' + Math.random();")}`,
  // Itself, under other names.
  "setTimeout(() => { location.href = location.pathname + '?' + Math.random(); }, 30);",
  // Requests without an end, to others and to the site, and answers that lead into the inner network.
  `fetch('/away').catch(() => 0);
   ${endless("fetch('https://tracker.example/' + Math.random()).catch(() => 0); fetch('/poll?' + Math.random()).catch(() => 0);")}`,
  // What a person would be asked for; an address of its own.
  `history.pushState(null, '', location.pathname + '?tab=2'); location.hash = '#images';
   window.close(); document.documentElement.requestFullscreen().catch(() => 0); Notification?.requestPermission();
   navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => 0); navigator.geolocation?.getCurrentPosition(() => 0);`,
];

/** Processes of this test's browser: those without a `--type` are browsers, the others their parts. */
const browsersOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
        return (
          Number(rest.split(' ')[1]) === parent &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--headless')
        );
      } catch {
        return false;
      }
    });

describe('pages of scripts that', () => {
  test.each([
    ['by a mark when it is ready', 'h1.title'],
    ['nothing', null],
  ])('do as they like are read, where they say %s', { timeout: 240_000 }, async (_, waitFor) => {
    const site = await startScriptedSite((at) => script(harmless[at - 100] ?? ''), answers, harmless.length);
    const workspace = crawlWorkspace();
    expect(await crawlScripted(workspace, site, {}, waitFor)).toMatchObject({
      status: 'done',
      new: harmless.length,
      failed: [],
    });
    expect(site.paths().filter((path) => path.startsWith('/popup'))).toEqual([]);
    expect(site.paths().filter((path) => path.startsWith('/poll')).length).toBeLessThanOrEqual(30);
  });

  test('make their page unreadable cost their case and never the crawl', { timeout: 240_000 }, async () => {
    const hopeless: readonly [string, RegExp][] = [
      ['for (;;);', /busy for 6000 ms/],
      ["for (;;) alert('again');", /busy for 6000 ms/],
      ['const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));', /crashed|closed|busy/],
      ["location.href = 'about:blank';", /left for about:blank/],
    ];
    limits.hang = 6_000;
    onTestFinished(() => {
      limits.hang = 45_000;
    });
    const site = await startScriptedSite(
      (at) => script(hopeless[at - 100]?.[0] ?? ''),
      answers,
      hopeless.length + 1,
    );
    const result = await crawlScripted(crawlWorkspace(), site);
    expect(result.failed.map(({ code }) => code)).toEqual(hopeless.map(() => 'browser'));
    for (const [at, [, reason]] of hopeless.entries()) expect(result.failed[at]?.message).toMatch(reason);
    expect(result).toMatchObject({ status: 'done', new: 1 });
  });

  test('lead their page to another one of the site give that one', { timeout: 120_000 }, async () => {
    const site = await startScriptedSite((at) =>
      at === 100 ? script("location.replace('/cases/107');") : '',
    );
    const workspace = crawlWorkspace();
    expect(await crawlScripted(workspace, site)).toMatchObject({ status: 'done', new: 2, failed: [] });
    const before = await casesOf(workspace);
    expect([...before.keys()]).toEqual(['plain-101', 'plain-107']);
    await site.close();
    expect(await crawlScripted(workspace, site, { delay: undefined, offline: true })).toMatchObject({
      unchanged: 2,
      failed: [],
    });
    expect(await casesOf(workspace)).toEqual(before);
  });

  test('send packets by WebRTC and its like reach no address', { timeout: 120_000 }, async () => {
    const socket = createSocket('udp4');
    onTestFinished(() => void socket.close());
    const packets: Buffer[] = [];
    socket.on('message', (packet) => packets.push(packet));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    const address = `127.0.0.1:${port}`;
    const attack = `<p id="tried"></p><script>
      const peer = new RTCPeerConnection({ iceServers: [
        { urls: 'stun:${address}' }, { urls: 'turn:${address}?transport=udp', username: 'a', credential: 'b' },
      ] });
      peer.createDataChannel('x');
      peer.createOffer().then(async (offer) => {
        await peer.setLocalDescription(offer);
        const sdp = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
          'c=IN IP4 0.0.0.0', 'a=ice-ufrag:abcd', 'a=ice-pwd:abcdefghijklmnopqrstuvwx',
          'a=fingerprint:sha-256 ' + Array(32).fill('AA').join(':'), 'a=setup:active', 'a=mid:0', 'a=sctp-port:5000', ''].join('\\r\\n');
        await peer.setRemoteDescription({ type: 'answer', sdp });
        for (const host of ['127.0.0.1', 'localhost'])
          await peer.addIceCandidate({ candidate: 'candidate:1 1 udp 2130706431 ' + host + ' ${port} typ host', sdpMid: '0' }).catch(() => 0);
      });
      try { new WebTransport('https://${address}/'); } catch { }
      setTimeout(() => { document.body.className = 'late'; }, 1500);
    </script>`;
    const site = await startScriptedSite(attack, () => undefined, 1);
    expect(await crawlScripted(crawlWorkspace(), site, {}, 'body.late h1.title')).toMatchObject({ new: 1 });
    expect(packets).toHaveLength(0);
  });
});

describe('a browser that', () => {
  test('dies is started again with the next page', { timeout: 120_000 }, async () => {
    const site = await startScriptedSite('', (path) => {
      // Its case is lost with it: a page is only as good as its browser.
      if (path.startsWith('/viewer/100'))
        for (const pid of browsersOf(process.pid)) process.kill(pid, 'SIGKILL');
      return undefined;
    });
    expect(await crawlScripted(crawlWorkspace(), site)).toMatchObject({
      status: 'done',
      new: 1,
      failed: [{ code: 'browser' }],
    });
  });

  test('does not start ends the run with the reason', { timeout: 60_000 }, async () => {
    const before = process.env['CASELINE_CHROMIUM'];
    const broken = join(temporaryFolder(), 'chromium');
    writeFileSync(broken, '#!/bin/sh\necho "libnss3.so: not found" >&2\nexit 127\n');
    chmodSync(broken, 0o755);
    process.env['CASELINE_CHROMIUM'] = broken;
    onTestFinished(() => {
      if (before === undefined) delete process.env['CASELINE_CHROMIUM'];
      else process.env['CASELINE_CHROMIUM'] = before;
    });
    const site = await startScriptedSite();
    const result = await crawlScripted(crawlWorkspace(), site);
    expect(result).toMatchObject({ status: 'failed', new: 0, failed: [{ code: 'chromium-failed' }] });
    expect(site.paths()).not.toContain('/cases/100');
  });
});
