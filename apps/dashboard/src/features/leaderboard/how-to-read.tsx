/** What the marks mean, in words. */
export function HowToRead({ isLeaky }: { readonly isLeaky: boolean }) {
  return (
    <div className="border-t border-line px-4 py-3 text-ink-soft">
      <p className="max-w-4xl">
        <strong className="font-medium text-ink">How to read it. </strong>
        {isLeaky
          ? 'As elsewhere, except that nothing is ranked: copies of test clips were trained on, and no interval makes up for that. These figures say nothing about new voices.'
          : 'UAR is the mean of the recalls of all classes, so guessing the commonest class gains nothing. The dot is measured over all test clips of all finished runs, never the best of them; the bar is its 95 % interval, from drawing the speakers anew; thin strokes are single runs, dashed lines baselines. A place is a range such as 1–3 where the same speakers do not tell more, and entries with the same letter cannot be told apart from the best of their group. Of a sweep only the trial that it chose by validation clips is here; the others are not counted among what it is compared with.'}
      </p>
    </div>
  );
}
