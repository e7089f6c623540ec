namespace RefineWorkflows.Server.Cli;

/// <summary>A command ends with this message and exit code.</summary>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
