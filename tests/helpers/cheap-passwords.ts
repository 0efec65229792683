import { vi } from 'vitest';

// Hundreds of accounts are made and signed in by tests that are about something else. What a password really costs is
// asked in tests/data/access/passwords.slow.test.ts, which takes this back.
vi.mock('../../data/access/password-cost.ts', () => ({ PASSWORD_COST: { N: 1_024, r: 8, p: 1 } }));
