using RefineWorkflows.Server.Webhooks;

namespace RefineWorkflows.Server.Cli;

/// <summary>The secret that a new webhook or subscription gets.</summary>
internal static class WebhookSecretInput
{
    private const int Shortest = 16;

    /// <param name="given">Whether it stands on standard input; else it is drawn.</param>
    /// <exception cref="CommandFailure">It is too short to keep anything.</exception>
    public static async Task<string> ReadAsync(bool given)
    {
        if (!given)
            return WebhookBook.NewSecret();
        string secret = (await Console.In.ReadLineAsync())?.Trim() ?? "";
        return secret.Length >= Shortest ? secret : throw new CommandFailure(ExitCode.Usage, $"The secret on standard input has {secret.Length} characters; give at least {Shortest}.");
    }
}
