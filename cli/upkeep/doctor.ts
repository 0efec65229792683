import type { Command } from 'commander';
import { type ArchiveFault, checkArchive } from '../../data/embedded/archive/archive-check.ts';
import { readConfig } from '../../data/embedded/config.ts';
import { type DoctorFinding, examineWorkspace } from '../../data/embedded/doctor.ts';
import { messageOf } from '../../data/errors.ts';
import { CHROMIUM_REMEDY, findChromium } from '../../scrapers/crawl/door/chromium.ts';
import { faultOf } from '../../scrapers/crawl/run/schedule.ts';
import { sourceNames } from '../../scrapers/source-names.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress } from '../output.ts';

const describeFault = ({ kind, file, bytes, repaired }: ArchiveFault): DoctorFinding => {
  const plain = { path: `archive/${file}`, case: null, repaired };
  if (kind === 'tail') {
    const message = `archive/${file} ends with ${bytes} bytes of a record that was cut off`;
    return {
      ...plain,
      check: 'archive-tail',
      severity: 'note',
      message,
      remedy: "run 'caseline doctor --repair' to cut them off",
    };
  }
  const message =
    kind === 'missing'
      ? `archive/${file} is gone, though the journal names it`
      : `archive/${file} lacks its last ${bytes} bytes`;
  return {
    ...plain,
    check: `archive-${kind}`,
    severity: 'error',
    message,
    remedy: 'restore it from a backup, or crawl again with --refresh',
  };
};

/** The archive belongs to the crawler's room; a fault in looking at it is a finding too. */
function archiveFindings(workspace: string, repair: boolean): DoctorFinding[] {
  try {
    return checkArchive(workspace, { repair }).map(describeFault);
  } catch (error) {
    const message = `the archive could not be examined: ${messageOf(error)}`;
    return [
      {
        check: 'archive',
        severity: 'error',
        path: 'archive',
        case: null,
        message,
        remedy: 'mend crawl.sqlite first (--repair), then look again',
        repaired: false,
      },
    ];
  }
}

/** Which sources there are and what a cron expression is, the crawler's room knows. */
function scheduleFindings(workspace: string): DoctorFinding[] {
  let schedules: ReturnType<typeof readConfig>['schedules'];
  try {
    ({ schedules } = readConfig(workspace));
  } catch {
    // Told by what looked at the settings before.
    return [];
  }
  return schedules.flatMap((schedule): DoctorFinding[] => {
    const message = faultOf(schedule, schedules, sourceNames);
    if (message === null) return [];
    const remedy = 'mend the schedule in caseline.json, or take it out; the others run';
    const path = 'caseline.json';
    return [{ check: 'bad-schedule', severity: 'error', path, case: null, message, remedy, repaired: false }];
  });
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'find what is damaged or missing in the workspace and on this machine; exit 1 if an error remains',
    )
    .option('--repair', 'mend what can be mended; damaged files are put aside under quarantine/')
    .option('--quick', 'do not read every image to compare it with its hash')
    .action(async (options: { repair?: boolean; quick?: boolean }, command: Command) => {
      const globals = globalOptions(command);
      const { workspace, json } = globals;
      const repair = options.repair ?? false;
      const report = await examineWorkspace(workspace, {
        repair,
        hash: !options.quick,
        chromium: { path: findChromium(), remedy: CHROMIUM_REMEDY },
        rebuildIndex: () => withWorkspace(globals, (opened) => opened.index.ready()),
        onProgress: progress('examined'),
      });
      const archive = archiveFindings(workspace, repair && report.machine.writable);
      const added = [...archive, ...scheduleFindings(workspace)];
      const findings = [...report.findings, ...added];
      const sound =
        report.sound && !added.some((finding) => finding.severity === 'error' && !finding.repaired);
      if (!sound) process.exitCode = 1;
      if (json) return printJson({ ...report, sound, findings });
      for (const { severity, message, remedy, repaired } of findings)
        print(`${repaired ? 'mended' : severity}: ${message}${repaired ? '' : ` -> ${remedy}`}`);
      print(
        `${count(report.cases, 'case')}, ${count(report.reviews, 'review')}, ${count(report.images, 'image')}: ${sound ? 'sound' : 'not sound'}`,
      );
    });
}
