/** Where a regular expression stands in a source file. */
export interface FoundRegex {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

/** What may stand before a regular expression; after anything else a slash divides. */
const before =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|=>|\b(?:return|case|typeof|of|in|do|else|void|delete|await|yield|throw|new))$/;

/** Reads a literal that begins at `start`; null when the line ends first: it was a division. */
function literalAt(code: string, start: number): { end: number; source: string; flags: string } | null {
  let inClass = false;
  for (let at = start + 1; at < code.length; at += 1) {
    const character = code[at];
    if (character === '\n') return null;
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) {
      const flags = /^[dgimsuvy]*/.exec(code.slice(at + 1, at + 10))?.[0] ?? '';
      return { end: at + flags.length, source: code.slice(start + 1, at), flags };
    }
  }
  return null;
}

/** The regular expression literals of a TypeScript or JavaScript file. Template texts are passed over, their code is read. */
export function regexLiterals(file: string, code: string): FoundRegex[] {
  const found: FoundRegex[] = [];
  const templates: number[] = [];
  let braces = 0;
  let significant = '';
  const skipTemplate = (start: number): number => {
    let at = start;
    for (; at < code.length && code[at] !== '`'; at += 1) {
      if (code[at] === '\\') at += 1;
      else if (code[at] === '$' && code[at + 1] === '{') {
        templates.push(braces);
        braces += 1;
        return at + 1;
      }
    }
    return at;
  };
  for (let at = 0; at < code.length; at += 1) {
    const character = code[at] ?? '';
    const pair = code.slice(at, at + 2);
    if (pair === '//') at = code.indexOf('\n', at) < 0 ? code.length : code.indexOf('\n', at) - 1;
    else if (pair === '/*') at = code.indexOf('*/', at) + 1;
    else if (character === "'" || character === '"') {
      for (at += 1; at < code.length && code[at] !== character; at += 1) if (code[at] === '\\') at += 1;
      significant = 'string';
    } else if (character === '`') {
      at = skipTemplate(at + 1);
      significant = code[at] === '{' ? '{' : 'string';
    } else if (character === '/' && before.test(significant)) {
      const literal = literalAt(code, at);
      if (literal) {
        const { source, flags, end } = literal;
        found.push({ file, line: code.slice(0, at).split('\n').length, source, flags });
        at = end;
        significant = 'regex';
      } else significant = '/';
    } else {
      if (character === '{') braces += 1;
      if (character === '}') {
        braces -= 1;
        if (templates.at(-1) === braces) {
          templates.pop();
          at = skipTemplate(at + 1);
          significant = code[at] === '{' ? '{' : 'string';
          continue;
        }
      }
      if (/\w/.test(character))
        significant =
          /^\w*$/.test(significant) && /\w/.test(code[at - 1] ?? '') ? significant + character : character;
      else if (!/\s/.test(character))
        significant = character === '>' && code[at - 1] === '=' ? '=>' : character;
    }
  }
  return found;
}
