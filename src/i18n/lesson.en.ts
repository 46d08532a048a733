/** Words around a lesson's own. They come with the card, when a lesson is on stage. */
export const lessonEn = {
  "lesson.pane": "Lesson",
  "lesson.inside": ({ chapters, questions }: { chapters: number; questions: number }) =>
    `${chapters === 1 ? "1 chapter" : `${chapters} chapters`}, ${questions === 1 ? "1 question" : `${questions} questions`}`,
  "lesson.at": ({ time }: { time: string }) => `from ${time}`,
  "lesson.unreached": "This run ends before it.",
  "lesson.right": "Right.",
  "lesson.wrong": "No.",
};
