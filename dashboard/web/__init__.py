"""Around the app: middleware, sign-in, page cache, downloads and jobs, and how it is served."""
