export function imageAnswers() {
  return 'later';
}
