import { InvalidInput, messageOf } from '../../../../data/errors.ts';

/** Why a PDF could not be opened, from what a library said: `pdf-password`, else `pdf-unreadable`. */
export function refusal(cause: unknown): InvalidInput {
  if (/password/i.test(messageOf(cause)))
    return new InvalidInput('pdf-password', 'locked with a password; give an unlocked copy', { cause });
  const reason = messageOf(cause).split('\n')[0]?.replace(/\.$/, '').slice(0, 200) ?? '';
  return new InvalidInput('pdf-unreadable', `not a readable PDF (${reason}); fetch it again`, { cause });
}
