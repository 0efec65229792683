/**
 * How each defence of SECURITY.md is switched off, so that `switch-off-defences.ts` can prove that its test fails without
 * it. `code` stands in the file exactly once; `off` takes its place. A threat may have several switches.
 */
export interface Change {
  readonly file: string;
  readonly code: string;
  readonly off: string;
}

export interface Switch {
  /** First cell of its row in SECURITY.md. */
  readonly threat: string;
  readonly changes: readonly Change[];
  /** Another test than the row's, for a part of the defence that the row's test does not look at. */
  readonly proof?: { readonly file: string; readonly test: string };
  readonly environment?: Readonly<Record<string, string>>;
}

const change = (file: string, code: string, off: string): Change => ({ file, code, off });
const off = (threat: string, ...changes: Change[]): Switch => ({ threat, changes });

export const switches: readonly Switch[] = [
  off(
    'Strangers reach a workbench that was opened to the network',
    change(
      'server/shell/auth/access.ts',
      'if (isLoopback(options.host) && options.trustProxy === undefined) return',
      'if (options.host !== undefined) return',
    ),
  ),
  off(
    'A route without a rule, or open to more than meant',
    change('server/shell/router.ts', 'if (!reaches(user.role, needs.role)) {', 'if (user === undefined) {'),
  ),
  off(
    'A page of another site acts for a signed-in person (CSRF)',
    change(
      'server/shell/security.ts',
      '  if (isForeign(request))',
      "  if (isForeign(request) && request.path === '/login')",
    ),
  ),
  off(
    'A link of another site does something for a signed-in person: takes a case, packs a dataset, has the cohort counted',
    change('server/shell/app.ts', 'if (route.acts) refuseForeign(request);', ''),
  ),
  {
    threat:
      'A link of another site does something for a signed-in person: takes a case, packs a dataset, has the cohort counted',
    changes: [
      change(
        'server/features/case/route.ts',
        'isForeign(request) || (await seated(services, id, user));',
        'await seated(services, id, user);',
      ),
    ],
  },
  off(
    'Another site signs somebody in as the attacker (login CSRF)',
    change(
      'server/shell/security.ts',
      '  if (isForeign(request))',
      "  if (isForeign(request) && request.path !== '/login')",
    ),
  ),
  off(
    'A foreign name is made to lead to a local workbench (DNS rebinding)',
    change(
      'server/shell/auth/identify.ts',
      "if (!isLoopback(host) && !host.endsWith('.localhost')) {",
      'if (!host) {',
    ),
  ),
  off(
    'Passwords are read from the disk',
    change('data/access/passwords.ts', 'const salt = randomBytes(16);', 'const salt = Buffer.alloc(16, 7);'),
  ),
  off(
    'Passwords are read from the disk',
    change('data/embedded/access/access-database.ts', 'chmodSync(path, 0o600);', 'chmodSync(path, 0o644);'),
  ),
  off(
    'Sessions or tokens are read from the disk',
    change('data/access/secrets.ts', "createHash('sha256').update(secret).digest('hex');", 'secret;'),
  ),
  off(
    'Passwords are guessed',
    change('data/access/lockout.ts', 'const PER_ADDRESS = 5;', 'const PER_ADDRESS = 5_000;'),
  ),
  {
    threat: 'Passwords are guessed',
    changes: [change('data/access/lockout.ts', 'const PER_ACCOUNT = 50;', 'const PER_ACCOUNT = 5_000;')],
    proof: {
      file: 'tests/data/embedded/accounts.test.ts',
      test: 'closes the account when the guesses come from many addresses',
    },
  },
  off(
    "The lock is got rid of by setting the machine's clock",
    change(
      'data/embedded/access/access-clock.ts',
      'const steady = this.#offset + elapsed;',
      'const steady = wall;',
    ),
  ),
  off(
    'A session or token made while the clock was ahead outlives its correction',
    change(
      'data/embedded/access/access-clock.ts',
      "run('DELETE FROM tokens WHERE created_at > ?', now);",
      '',
    ),
  ),
  off(
    'Many guesses at the same moment slip through',
    change(
      'data/embedded/access/accounts.ts',
      'const attempt = changing(() => this.#lockout.attempt(name, address, now));',
      'await new Promise((done) => setTimeout(done, 50)); const attempt = changing(() => this.#lockout.attempt(name, address, now));',
    ),
  ),
  off(
    'Names of accounts are found out',
    change(
      'data/embedded/access/accounts.ts',
      "if (!row || !right || row.enabled !== 1) return { outcome: 'wrong' };",
      "if (!row) return { outcome: 'locked', wait: 1 }; if (!right || row.enabled !== 1) return { outcome: 'wrong' };",
    ),
  ),
  {
    threat: 'Names of accounts are found out',
    changes: [
      change('data/embedded/access/accounts.ts', ': await compareWithNothing(password);', ': false;'),
    ],
    proof: {
      file: 'tests/data/access/passwords.slow.test.ts',
      test: 'lets an unknown name cost as much work as a wrong password',
    },
  },
  off(
    'What one person did on a page is saved in the name of the next who signs in there',
    change(
      'server/shell/auth/identify.ts',
      "typeof opener === 'string' && opener !== encodeURIComponent(account.name)",
      "opener === ''",
    ),
  ),
  off(
    'A session cookie is stolen or planted',
    change('server/shell/auth/cookie.ts', 'httpOnly: true', 'httpOnly: false'),
  ),
  off(
    'A session cookie is stolen or planted',
    change('server/shell/auth/cookie.ts', "sameSite: 'lax'", "sameSite: 'none'"),
  ),
  off(
    'A session cookie is stolen or planted',
    change('server/features/login/route.ts', 'if (old) await sessions.end(old);', ''),
  ),
  {
    threat: 'A session cookie is stolen or planted',
    changes: [change('data/access/session-times.ts', 'now - seenAt > IDLE ||', '')],
    proof: {
      file: 'tests/data/embedded/accounts.test.ts',
      test: 'end by leaving, by idling, and after their lifetime',
    },
  },
  {
    threat: 'A session cookie is stolen or planted',
    changes: [change('server/shell/auth/cookie.ts', 'secure: request.secure', 'secure: false')],
    proof: {
      file: 'tests/security/access.test.ts',
      test: 'behind a TLS proxy the cookie is Secure and bound to the host; a stranger cannot claim to be the proxy',
    },
  },
  off(
    'A client claims to be the proxy, or another address',
    change(
      'server/shell/app.ts',
      "app.set('trust proxy', [...access.trustedProxies]);",
      "app.set('trust proxy', true);",
    ),
  ),
  off(
    'The login page leads to a foreign site',
    change(
      'server/features/login/route.ts',
      "to !== undefined && /^\\/(?![/\\\\])[^\\x00-\\x20\\\\]*$/.test(to) && !to.startsWith('/login') ? to : '/';",
      "to ?? '/';",
    ),
  ),
  off(
    'The server is kept busy',
    change(
      'server/shell/limits/rate-limits.ts',
      '    limit,\n    keyGenerator,',
      '    limit: 1e9,\n    keyGenerator,',
    ),
  ),
  off(
    'A case with texts that take long to read keeps everybody waiting',
    change(
      'curation/suggest/case-reading.ts',
      'isLong(record) ? longReading(record, conventions) : readCaseTexts(record, conventions);',
      'isLong(record) && false ? longReading(record, conventions) : readCaseTexts(record, conventions);',
    ),
  ),
  off(
    'Texts without end, by whatever way a case comes in',
    change('data/format/read.ts', '  refuseLong(record);\n', ''),
  ),
  off(
    'One account hands in papers without end',
    change('server/features/papers/paper-quota.ts', '+ onTheWay > PAPERS_A_DAY)', '+ onTheWay > 1e9)'),
  ),
  off(
    'The search index is lost while people save',
    change('data/embedded/index/follower.ts', '      this.#missed.add(id);', '      throw new Error(id);'),
  ),
  {
    threat: 'The search index is lost while people save',
    changes: [
      change(
        'data/embedded/index/index-file.ts',
        'if (inodes !== this.#seen.inodes) this.#reopen();',
        'if (false) this.#reopen();',
      ),
    ],
    proof: {
      file: 'tests/data/embedded/index-lost.test.ts',
      test: 'an index that is %s is made again at once, and no write fails for it',
    },
  },
  off(
    'Rights outlive a change of role',
    change(
      'data/embedded/access/accounts.ts',
      'return account?.enabled ? account : null;',
      'return account;',
    ),
  ),
  off(
    'Cases of a private dataset leak by page, image, list, search or file',
    change(
      'server/shell/privacy/hide.ts',
      "if (viewer.seesAll || told === 'none') return;",
      'if (viewer) return;',
    ),
  ),
  off(
    'A hidden case is told from one that is not there, by answer, size, headers or search',
    change(
      'server/shell/privacy/hide.ts',
      "if (sight !== 'shown' || mark === null) throw noCase(id);",
      "if (sight !== 'shown' && mark !== null) throw new NotFound('no-page', 'no such page');",
    ),
  ),
  off(
    "A private dataset's file is damaged, deleted or changed by hand",
    change(
      'data/embedded/datasets/dataset-survey.ts',
      'closed: isPrivate(known) ? [{ dataset: known, stands: false }] : [],',
      'closed: [],',
    ),
  ),
  {
    threat: "A private dataset's file is damaged, deleted or changed by hand",
    changes: [
      change(
        'data/embedded/datasets/dataset-survey.ts',
        'unknown: isUnknown ? message : null,',
        'unknown: null,',
      ),
    ],
    proof: {
      file: 'tests/server/shell/privacy/private-datasets.test.ts',
      test: 'damaged before anybody had registered it hides every case from readers, and says why',
    },
  },
  {
    threat: "A private dataset's file is damaged, deleted or changed by hand",
    changes: [
      change(
        'data/embedded/datasets/dataset-survey.ts',
        '...(!same && isPrivate(known) ? [{ dataset: known, stands: true }] : []),',
        '',
      ),
    ],
    proof: {
      file: 'tests/server/shell/privacy/private-datasets.test.ts',
      test: 'made public by hand keeps its cases hidden until it is saved',
    },
  },
  off(
    "A private dataset's file and its record are lost together",
    change(
      'data/embedded/datasets/dataset-survey.ts',
      'const ofLog = new Map(logged);',
      'const ofLog = new Map(logged.slice(logged.length));',
    ),
  ),
  {
    threat: "A private dataset's file and its record are lost together",
    changes: [
      change(
        'data/embedded/datasets/dataset-survey.ts',
        "last ?? (logged === 'on-request' && isDataset(found) ? onRequest(found) : null);",
        "last ?? (logged === 'removed' && isDataset(found) ? onRequest(found) : null);",
      ),
    ],
    proof: {
      file: 'tests/server/shell/privacy/lost-together.test.ts',
      test: 'a file that calls a dataset public is not believed where the log alone tells that it was not',
    },
  },
  off(
    'The register of datasets, with the requests and what was reviewed, is deleted',
    change('data/embedded/datasets/datasets.ts', 'if (isLost) this.#register.beginAnew();', ''),
  ),
  {
    threat: 'The register of datasets, with the requests and what was reviewed, is deleted',
    changes: [change('data/embedded/disk/kept-database.ts', '      carry(before, database);\n', '')],
    proof: {
      file: 'tests/server/shell/privacy/lost-together.test.ts',
      test: 'while the server serves is written again, requests and all, and said',
    },
  },
  off(
    'The register of datasets, or who works on what, is damaged, so that the server does not start or shuts everybody out',
    change(
      'data/embedded/disk/kept-database.ts',
      'if (make && isDamage(error)) return',
      'if (make && !error) return',
    ),
    change('data/embedded/disk/damaged-database.ts', 'if (!isDamage(error)) throw error;', 'throw error;'),
  ),
  off(
    'A review that made a case private is taken away while nothing serves',
    change(
      'data/embedded/privacy/rule-members.ts',
      'const isReviewLost = !isReviewed && this.#reviewed.mayHaveBeen(id);',
      'const isReviewLost = false;',
    ),
  ),
  {
    threat: 'A review that made a case private is taken away while nothing serves',
    changes: [
      change(
        'data/embedded/privacy/reviewed-cases.ts',
        'if (this.#noted.has(id) || !this.isWhole) return true;',
        'if (this.#noted.has(id)) return true;',
      ),
    ],
    proof: {
      file: 'tests/server/shell/privacy/lost-together.test.ts',
      test: 'deleted together with the register: no case without a review is shown where a rule asks for one',
    },
  },
  off(
    'Any file of the workspace, or any two, are lost',
    change(
      'data/embedded/datasets/dataset-survey.ts',
      'const ofLog = new Map(logged);',
      'const ofLog = new Map(logged.slice(logged.length));',
    ),
  ),
  off(
    'A new page forgets that some cases are private',
    change('server/shell/privacy/hide.ts', "} else if (told !== 'left-out') {", '} else if (!told) {'),
  ),
  {
    threat: 'A new page forgets that some cases are private',
    changes: [
      change(
        'server/features/cases/route.ts',
        'index.search(filter.query(await hiddenFrom(response), PAGE))',
        'index.search(filter.query(((await hiddenFrom(response)), []), PAGE))',
      ),
    ],
  },
  off(
    'The search index, a cache, is deleted, damaged or made to lie',
    change(
      'server/shell/privacy/viewer.ts',
      'sightOf: (id) => privacy.of(id, kept),',
      `sightOf: async (id) => {
      const { membersOf } = await import('../../../data/ports/datasets.ts');
      for (const { dataset } of kept)
        if ((await membersOf(dataset, services.workspace.index)).includes(id)) return 'hidden';
      return 'shown';
    },`,
    ),
  ),
  off(
    'The search index, a cache, is deleted, damaged or made to lie',
    change(
      'server/shell/privacy/hide.ts',
      " === 'shown' && (await holds(id, sha256))) return true;",
      " === 'shown') return true;",
    ),
  ),
  off(
    'It is not known yet which cases are private (a start, a restore, a folder that cannot be looked into)',
    change(
      'server/shell/privacy/viewer.ts',
      'if (!(await privacy.settled(kept, PATIENCE)))',
      'if (kept.length === 0)',
    ),
  ),
  {
    threat: 'A case or review is damaged or taken away, so that nobody can tell whether it is private',
    changes: [
      change(
        'data/embedded/privacy/rule-members.ts',
        "this.#seen.set(id, { mark: mark ?? '', rules });",
        "this.#seen.set(id, { mark: mark ?? '', rules });\n    if (rules === null) this.#seen.delete(id);",
      ),
    ],
    proof: {
      file: 'tests/server/shell/privacy/private-cases.test.ts',
      test: 'and stays so where %s: lists leave it out after somebody asked for it as well',
    },
  },
  off(
    'A case or review is damaged or taken away, so that nobody can tell whether it is private',
    change('data/embedded/privacy/private-cases.ts', "if (belongs === null) sight = 'not-known';", ''),
  ),
  off(
    'A case becomes private while the server serves',
    change(
      'data/embedded/privacy/rule-members.ts',
      'if (seen && seen.rules !== null && seen.mark === mark) return seen.rules;',
      'if (seen) return seen.rules;',
    ),
  ),
  off(
    'The server is made to run out of file descriptors',
    change(
      'data/embedded/datasets/dataset-survey.ts',
      "return (cause as NodeJS.ErrnoException).code === 'ENOENT' ? [] : null;",
      'return cause === null ? null : [];',
    ),
  ),
  off(
    'A wider public dataset takes private cases in',
    change('server/features/datasets/files.ts', "if ((await viewer.sightOf(id)) === 'shown') all", 'all'),
  ),
  off(
    'A wider public dataset takes private cases in',
    change(
      'server/features/datasets/route.ts',
      'return ids.filter((id) => !hidden.has(id));',
      'return hidden ? ids : ids;',
    ),
  ),
  off(
    'Saving a dataset opens private cases unnoticed',
    change(
      'server/features/datasets/route.ts',
      'if (opened !== 0 && form.open !== openingAs(opened)) {',
      'if (opened === -1) {',
    ),
  ),
  off(
    'A paper that is handed in tells of a private case',
    change(
      'server/features/papers/route.ts',
      'theirs.map((paper) => discreetPaper(paper, viewer))',
      'theirs.map((paper) => (viewer ? paper : discreetPaper(paper, viewer)))',
    ),
  ),
  off(
    'Something is done that is not written down',
    change(
      'data/embedded/audit-log.ts',
      '    await this.append(entry);\n    try {\n      return await act();',
      '    try {\n      const done = await act();\n      await this.append(entry);\n      return done;',
    ),
  ),
  {
    threat: 'Something is done that is not written down',
    changes: [
      change(
        'data/files/durable-file.ts',
        'while (written < bytes.length) written += writeSync(handle, bytes, written);',
        'written += writeSync(handle, bytes, written);',
      ),
    ],
    proof: {
      file: 'tests/data/embedded/faults.slow.test.ts',
      test: 'that takes half of what is written down lets nothing be done',
    },
  },
  {
    threat: 'Something is done that is not written down',
    changes: [
      change(
        'data/embedded/audit-log.ts',
        '    await this.append(entry);\n    try {\n      return await act();',
        '    try {\n      const done = await act();\n      await this.append(entry);\n      return done;',
      ),
    ],
    proof: {
      file: 'tests/cli/written-down.slow.test.ts',
      test: 'changes by command line are written down before they are made: users, datasets, waivers',
    },
  },
  off(
    'What others handed in is read by those who do not review',
    change(
      'server/features/papers/route.ts',
      'reviews || submittedBy.toLowerCase()',
      'true || submittedBy.toLowerCase()',
    ),
  ),
  off(
    'Somebody decides on access who may not, or access never ends',
    change(
      'server/features/datasets/talk.ts',
      "if (!(await rightsOf(services, user, dataset)).decide)\n        throw new Forbidden('not-owner', `${dataset.owner} decides",
      "if (!dataset)\n        throw new Forbidden('not-owner', `${dataset.owner} decides",
    ),
  ),
  off(
    'Somebody decides on access who may not, or access never ends',
    change(
      'data/ports/dataset-desk.ts',
      'request.expiresAt !== null && now < request.expiresAt;',
      'request.expiresAt !== null && now > 0;',
    ),
  ),
  off(
    'Scraped or typed words run as HTML (XSS)',
    change('server/shell/render.ts', 'autoEscape: true,', 'autoEscape: false,'),
  ),
  off(
    'Markup gets out all the same',
    change('server/shell/security.ts', `scriptSrc: ["'self'"],`, `scriptSrc: ["'self'", "'unsafe-inline'"],`),
  ),
  off(
    'Words split a header',
    change(
      'server/shell/error-page.ts',
      'encodeURIComponent(message.slice(0, 1_000))',
      "message.slice(0, 1_000).replace(/[^ -~]/g, '')",
    ),
  ),
  off(
    'Addresses that papers or pages name lead into the inner network (SSRF)',
    change('scrapers/crawl/door/requests/http-tier.ts', 'checkLiteral(url.hostname, this.#allowed);', ''),
  ),
  {
    threat: 'Addresses that papers or pages name lead into the inner network (SSRF)',
    changes: [
      change(
        'scrapers/crawl/door/requests/addresses.ts',
        'const wrong = addresses.find(({ address }) => addressKind(address) !== allowed);',
        'const wrong = addresses.find(({ address }) => address === allowed);',
      ),
    ],
    proof: { file: 'tests/security/ssrf.test.ts', test: 'through a name that leads to %j is refused' },
  },
  off(
    'A name changes between check and use',
    change(
      'scrapers/crawl/door/requests/addresses.ts',
      'if (options.all === true) callback(null, addresses);',
      'if (options.all === true) lookup(hostname, { ...options, all: true }, (_error, later) => callback(null, later));',
    ),
  ),
  off(
    'A crawled page redirects into the inner network',
    change('scrapers/crawl/door/requests/http-tier.ts', 'checkLiteral(url.hostname, this.#allowed);', ''),
    change('scrapers/crawl/door/requests/host-policy.ts', 'if (!this.#owns(mapped)) {', 'if (!mapped) {'),
    change(
      'scrapers/crawl/door/requests/host-policy.ts',
      '    checkLiteral(mapped.hostname, this.allowed);\n    return mapped;',
      '    return mapped;',
    ),
  ),
  off(
    'A page in the browser sends packets of its own (WebRTC) into the inner network',
    change(
      'scrapers/crawl/door/chromium.ts',
      "'--webrtc-ip-handling-policy=disable_non_proxied_udp'",
      "'--force-webrtc-ip-handling-policy=disable_non_proxied_udp'",
    ),
  ),
  off(
    'A page in the browser ends the crawl: windows, files, dialogs, workers, navigation, requests without an end',
    change(
      'scrapers/crawl/door/browser/page-requests.ts',
      '(isDocument ? route.fulfill({ status: 204 }) :',
      '(isDocument === null ? route.fulfill({ status: 204 }) :',
    ),
  ),
  off(
    'A page in the browser hangs, crashes or takes the memory',
    change(
      'scrapers/crawl/door/browser/page-fault.ts',
      "new CaselineError('browser',",
      "new Retryable('browser',",
    ),
    change(
      'scrapers/crawl/door/browser/page-fault.ts',
      'import { CaselineError,',
      'import { CaselineError, Retryable,',
    ),
  ),
  off(
    'A paper handed in by address leads into the inner network, or its publisher redirects there',
    change('scrapers/crawl/door/requests/http-tier.ts', 'checkLiteral(url.hostname, this.#allowed);', ''),
    change(
      'scrapers/crawl/door/requests/host-policy.ts',
      'if (this.#anyHost) checkLiteral(mapped.hostname, this.allowed);',
      '',
    ),
    change(
      'scrapers/crawl/door/requests/host-policy.ts',
      '    checkLiteral(mapped.hostname, this.allowed);\n    return mapped;',
      '    return mapped;',
    ),
  ),
  off(
    'A paper that is fetched is endless',
    change(
      'scrapers/crawl/door/requests/http-tier.ts',
      'if (promised !== null && promised > maxBytes) {',
      'if (promised === -1) {',
    ),
  ),
  off(
    'Uploads of another kind, or several',
    change(
      'data/format/pdf-head.ts',
      "Buffer.from(head.subarray(0, 1_024)).includes('%PDF-');",
      'head.length > 0;',
    ),
  ),
  off(
    'A form that is broken, too long or brings files under other names costs the server its answer, or is refused without a word',
    change(
      'server/shell/upload.ts',
      "else if (typeof (error as NodeJS.ErrnoException).code === 'string') reject(error);",
      'else reject(error);',
    ),
    change(
      'server/shell/upload.ts',
      "      else reject(new InvalidInput('bad-upload', `the form came broken and could not be read; ${remedy}`));\n",
      '',
    ),
  ),
  off(
    'Endless uploads',
    change(
      'server/shell/limits/body-limit.ts',
      'if (coding === undefined && Number(length ?? 0) <= LONGEST) return next();',
      'if (coding !== undefined || Number(length ?? 0) >= 0) return next();',
    ),
  ),
  off(
    'Large forms',
    change(
      'server/shell/app.ts',
      "limit: '2mb', parameterLimit: 500",
      "limit: '200mb', parameterLimit: 500_000",
    ),
  ),
  off(
    'An archive handed in climbs out of its folder, or is a bomb',
    change('data/files/unzip.ts', 'done(seen > bytes ?', 'done(seen < 0 ?'),
    change('data/files/unzip.ts', "part === '..' ||", ''),
  ),
  off('Pixel bombs', change('data/ports/images.ts', 'MAX_PIXELS = 150_000_000', 'MAX_PIXELS = 1e12')),
  off(
    'Pictures that are pages',
    change(
      'server/features/images/route.ts',
      "download ? 'application/octet-stream' : picture.mime",
      "download ? 'image/svg+xml' : picture.mime",
    ),
    change(
      'server/features/images/route.ts',
      'stripIdentity(await picture.read())',
      '{ bytes: await picture.read() }',
    ),
    change(
      'server/features/images/route.ts',
      'if (download) response.set(\'Content-Disposition\', `attachment; filename="${download}"`);',
      '',
    ),
  ),
  off(
    'Compressed answers that grow without end',
    change('data/content-encoding.ts', '{ maxOutputLength: limit }', '{ maxOutputLength: 1_000_000_000 }'),
  ),
  off(
    'PDF bombs',
    change(
      'scrapers/papers/extracting/worker.ts',
      'if (bytes > memoryMb * 2 ** 20) {',
      'if (bytes > 2 ** 50) {',
    ),
  ),
  off(
    'The disk is filled with thumbnails',
    change(
      'server/features/images/route.ts',
      '[96, 160, 320, 640, 1280].find((one) => one >= asked) ?? 640;',
      'Math.min(4_000, Math.max(16, Math.round(asked) || 160));',
    ),
  ),
  off(
    'The name of a patient leaves within an image file (DICOM, EXIF, XMP, IPTC, comments, text chunks, tags, appended bytes)',
    change(
      'curation/release/image-file.ts',
      'const { bytes, found } = stripIdentity(await picture.read());',
      'const { bytes, found } = { bytes: await picture.read(), found: [] as Found[] };',
    ),
  ),
  {
    threat:
      'The name of a patient leaves within an image file (DICOM, EXIF, XMP, IPTC, comments, text chunks, tags, appended bytes)',
    changes: [
      change(
        'server/features/images/route.ts',
        'const { bytes } = stripIdentity(await picture.read());',
        'const bytes = await picture.read();',
      ),
    ],
    proof: {
      file: 'tests/security/identity.long.test.ts',
      test: 'reaches no reader of the workbench: not by view, thumbnail, original or download',
    },
  },
  off(
    'An image file with lengths that lie, endless parts or a packed bomb stops an export or the server',
    change('data/identity/jpeg.ts', 'const MOST_SEGMENTS = 5_000;', 'const MOST_SEGMENTS = 5_000_000;'),
  ),
  off(
    'Path names climb out of a folder',
    change(
      'data/embedded/documents/layout.ts',
      'if (!caseIdSchema.safeParse(id).success ||',
      'if (id === null &&',
    ),
  ),
  off(
    'A backup that was altered is restored',
    change(
      'data/embedded/restore.ts',
      'else if (found !== sha256) problems.push(`${path} was altered`);',
      "else if (found === '') problems.push(`${path} was altered`);",
    ),
    change(
      'data/embedded/restore.ts',
      'if (copied.sha256 !== sha256) throw',
      "if (copied.sha256 === '') throw",
    ),
  ),
  {
    threat: 'A backup that was altered is restored',
    changes: [
      change('data/embedded/backup/manifest.ts', '        isInside(path);', '        path.length > 0;'),
    ],
    proof: { file: 'tests/data/embedded/backup.test.ts', test: 'whose list leads outside is refused' },
  },
  off(
    'A spreadsheet runs a cell',
    change('data/format/formula.ts', "(isFormula(cell) || isGuarded(cell) ? `'${cell}` : cell);", 'cell;'),
  ),
  off(
    'A fault tells where files lie on the server, or quotes what is damaged',
    change('server/shell/error-page.ts', ': discreet(error)\n', ': messageOf(error)\n'),
  ),
  off(
    'An expression takes minutes on a hostile text (ReDoS)',
    change(
      'data/format/formula.ts',
      'const number = /^[+-]\\d{1,12}(?:\\.\\d{1,12})?$/;',
      'const number = /^(?:[+-]?\\d+)+$/;',
    ),
  ),
  off(
    '`__proto__` and its kin in JSON, forms and addresses',
    change(
      'data/embedded/disk/json-file.ts',
      '    return JSON.parse(text);',
      `      const merge = (into: Record<string, unknown>, from: Record<string, unknown>): unknown => {
        for (const [key, value] of Object.entries(from))
          if (typeof value === 'object' && value !== null && !Array.isArray(value))
            merge((into[key] ??= {}) as Record<string, unknown>, value as Record<string, unknown>);
          else into[key] = value;
        return into;
      };
      return merge({}, JSON.parse(text));`,
    ),
  ),
  off(
    'Log lines are forged',
    change(
      'data/ports/audit-log.ts',
      "text.replace(/[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]/gu, '\\uFFFD').slice(0, LONGEST);",
      'text;',
    ),
  ),
  off(
    'Words of a patient get into the log',
    change(
      'server/shell/log/request-log.ts',
      "(request.route?.path as string | undefined) ?? 'none';",
      'request.originalUrl;',
    ),
  ),
  {
    threat: 'Any mixture of these',
    changes: [
      change(
        'server/shell/app.ts',
        "return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;",
        'return status === undefined ? 500 : 500;',
      ),
    ],
    environment: { CASELINE_SESSION_STEPS: '600' },
  },
];
