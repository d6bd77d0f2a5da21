import type { ReactNode } from 'react';

/**
 * Drawn here, so that no icon font or package comes along. They only repeat what the words beside them say.
 */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="tg-icon"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CoinIcon = () => (
  <Icon>
    <ellipse cx="10" cy="6" rx="6.5" ry="3" />
    <path d="M3.5 6v4c0 1.66 2.9 3 6.5 3s6.5-1.34 6.5-3V6" />
    <path d="M3.5 10v4c0 1.66 2.9 3 6.5 3s6.5-1.34 6.5-3v-4" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M10 3 2.5 16.5h15L10 3Z" />
    <path d="M10 8.5v3.5M10 14.4v.1" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.25" />
    <path d="m6.8 10.3 2.2 2.2 4.3-4.7" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M6.5 10h7" />
  </Icon>
);

export const GuestIcon = () => (
  <Icon>
    <circle cx="10" cy="7" r="3.25" />
    <path d="M3.8 16.8c.8-3 3.2-4.6 6.2-4.6s5.4 1.6 6.2 4.6" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 6v4.2l2.7 1.7" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
