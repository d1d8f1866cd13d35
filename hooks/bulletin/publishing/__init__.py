"""The way of a build to its readers: releases in a server's folder, or objects in a store."""
