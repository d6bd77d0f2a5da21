import classes from './brand.module.css';

/** The mark and the name. */
export const Brand = () => (
  <span className={classes.brand}>
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#17735e" />
      <rect x="7" y="9" width="4" height="16" rx="1.5" fill="#fff" />
      <path d="M11 15.5 26 8.6v4l-15 6.9z" fill="#a6d7c9" />
      <circle cx="9" cy="16" r="3.4" fill="#fff" />
      <circle cx="9" cy="16" r="1.4" fill="#17735e" />
    </svg>
    <span className={classes.name}>Tollgate</span>
  </span>
);
