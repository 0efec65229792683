/** Text as HTML text or a quoted attribute. Carriage returns are kept: offsets into a text count them. */
export const escapeHtml = (value: unknown): string =>
  String(value ?? '').replace(/[&<>"'\r\0]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      case "'":
        return '&#39;';
      case '\r':
        return '&#13;';
      default:
        return '\uFFFD';
    }
  });
