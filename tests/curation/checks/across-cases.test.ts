import { beforeAll, describe, expect, test } from 'vitest';
import { checkWorkspace } from '../../../curation/checks/check-workspace.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { altered } from '../../helpers/pictures.ts';
import { releaseFilms } from '../../helpers/release-rows.ts';
import { releaseSource } from '../../helpers/release-source.ts';

let films: Buffer[];
beforeAll(async () => {
  films = await releaseFilms();
});

describe('checks across cases', () => {
  test('find one film under two publishers, a lost file, an unused one, and a clash of names', async () => {
    const first = films[0] ?? Buffer.alloc(0);
    const workspace = await workspaceOfRows(
      [
        { patientid: '1', filename: 'a.png', url: 'https://www.eurorad.org/case/1' },
        { patientid: '2', filename: 'b.jpg', url: 'https://radiopaedia.org/cases/x', doi: '10.1000/b' },
        { patientid: '3', filename: 'A.png', doi: '10.1000/c' },
        { patientid: '4', filename: 'broken.png', doi: '10.1000/d' },
      ],
      {
        'a.png': first,
        'b.jpg': await altered(first, 'cropped 5 % all around'),
        'A.png': films[1] ?? Buffer.alloc(0),
        'broken.png': (films[2] ?? Buffer.alloc(0)).subarray(0, 9_000),
      },
    );
    const unused = await workspace.images.put(films[3] ?? Buffer.alloc(0));
    const { findings } = await checkWorkspace(releaseSource(workspace));
    expect(findings.map(({ rule, patient, image }) => `${rule} ${patient} ${image}`)).toEqual([
      'file-name-twice 3 A.png',
      'unreadable-image 4 broken.png',
      'duplicate-image 2 b.jpg',
      'patient-twice 2 null',
      'image-unused null null',
    ]);
    expect(findings.find(({ rule }) => rule === 'patient-twice')?.values).toMatchObject({
      otherPatient: '1',
      publisher: 'radiopaedia.org',
      otherPublisher: 'www.eurorad.org',
    });
    expect(findings.at(-1)?.values['sha256']).toBe(unused.sha256);
  });
});
