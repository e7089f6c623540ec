namespace RefineWorkflows.Engine.Storage;

/// <summary>How the operating systems say that a disk, or its owner's share of it, is full.</summary>
internal static class NoSpace
{
    public const int OnUnix = 28;
    public const int QuotaOnUnix = 122;
    private const int OnWindows = unchecked((int)0x80070070);

    /// <summary>Whether this is what a failure comes from, at whatever depth.</summary>
    public static bool IsBehind(Exception failure)
    {
        for (Exception? one = failure; one is not null; one = one.InnerException)
        {
            if (one is StorageFullException or IOException { HResult: OnUnix or QuotaOnUnix or OnWindows })
                return true;
        }

        return false;
    }
}
