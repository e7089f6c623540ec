namespace RefineWorkflows.Refinement.Tests.Judging;

/// <summary>Replies as sloppy models and broken connections give them. No mutation writes a letter, a digit or a decimal point, so none can change what a reply means.</summary>
internal static class Mutations
{
    private const string Noise = "{}[]\",:\\'`*_-#\n\r\t \u00e9\ud83d\udca1\ufeff\0";

    /// <summary>One to three changes, the same for the same number.</summary>
    public static string Of(string reply, int number)
    {
        int changes = 1 + Draw(3, "changes", number, 0);
        for (int change = 0; change < changes; change++)
            reply = Once(reply, number, change);
        return reply;
    }

    private static string Once(string reply, int number, int change)
    {
        int at = Draw(reply.Length + 1, "at", number, change);
        return Draw(9, "kind", number, change) switch
        {
            0 => reply.Insert(at, Noise[Draw(Noise.Length, "noise", number, change)].ToString()),
            1 => reply[..at],
            2 => $"```json\n{reply}\n```",
            3 => $"Certainly! Here is what you asked for:\n\n{reply}",
            4 => $"{reply}\n\nTell me if you need more.",
            5 => $"<think>hm, {reply}</think>{reply}",
            6 => reply.ReplaceLineEndings("\r\n").Replace(": ", " :\n ", StringComparison.Ordinal),
            7 => $"{reply} {reply}",
            _ => reply.Replace(": ", ":\t", StringComparison.Ordinal).Insert(0, "\ufeff \n"),
        };
    }

    private static int Draw(int limit, string purpose, int number, int change) => StableRandom.Below(limit, (ulong)number, purpose, change);
}
