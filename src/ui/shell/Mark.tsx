/** The mark: a course line from a waypoint to a Pod; the Pod's thick base is its keel, the pause container. */
export function Mark() {
  return (
    <svg
      width="30"
      height="22"
      viewBox="0 0 30 22"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden
    >
      <circle cx="2.5" cy="18.5" r="1.8" fill="var(--accent)" stroke="none" />
      <path d="M2.5 18.500C9 18.5 6 10.5 12 10.5" />
      <rect x="12" y="1.5" width="16.5" height="18.5" rx="4.5" fill="var(--accent-soft)" />
      <path
        d="M12 15.500h16.500a4.5 4.5 0 0 1-4.5 4.500h-7.500a4.5 4.5 0 0 1-4.5-4.500z"
        fill="var(--accent)"
        stroke="none"
      />
    </svg>
  );
}
