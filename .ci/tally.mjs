// Adds up what .ci/run left in a folder: vitest's counts (*.json), reports (*.ndjson) and exit codes (*.step).
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";

const folder = process.argv[2];
const sum = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const files = readdirSync(folder);
const namesOf = (kind) => files.filter((file) => extname(file) === kind);
const countedSteps = new Set();

const addVitest = (name, report) => {
  sum.passed += report.numPassedTests;
  sum.failed += report.numFailedTests;
  sum.skipped += report.numPendingTests + report.numTodoTests;
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    for (const test of failed) failures.push(`${name}: ${test.fullName}\n${test.failureMessages.join("\n")}`);
    if (file.status === "failed" && failed.length === 0) {
      sum.failed += 1;
      failures.push(`${name}: ${file.name}\n${file.message}`);
    }
  }
};

const addReport = (name, line) => {
  const result = JSON.parse(line);
  if (result.skipped !== undefined) {
    sum.skipped += 1;
    failures.push(`${name}: ${result.id} skipped: ${result.skipped}`);
  } else if (result.met === false) {
    sum.failed += 1;
    failures.push(`${name}: ${line}`);
  } else sum.passed += 1;
};

for (const file of namesOf(".json")) {
  const name = basename(file, ".json");
  const report = JSON.parse(readFileSync(join(folder, file), "utf8"));
  if (report.numTotalTests > 0) countedSteps.add(name);
  addVitest(name, report);
}
for (const file of namesOf(".ndjson")) {
  const lines = readFileSync(join(folder, file), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"));
  if (lines.length > 0) countedSteps.add(basename(file, ".ndjson"));
  for (const line of lines) addReport(basename(file, ".ndjson"), line);
}
const failedBefore = new Set(failures.map((text) => text.split(":")[0]));
for (const file of namesOf(".step")) {
  const name = basename(file, ".step");
  const code = Number(readFileSync(join(folder, file), "utf8"));
  if (code !== 0 && !failedBefore.has(name)) {
    sum.failed += 1;
    failures.push(`${name} ended with code ${code}; its output is above`);
  } else if (code === 0 && !countedSteps.has(name)) sum.passed += 1;
}

for (const text of failures) console.log(`\n✗ ${text}`);
if (sum.skipped > 0) console.log(`\n${sum.skipped} skipped, each said above`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
if (sum.failed > 0) process.exitCode = 1;
