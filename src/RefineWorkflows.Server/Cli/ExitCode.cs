namespace RefineWorkflows.Server.Cli;

/// <summary>What the tool's exit code tells a script.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Conflict = 5;
    public const int BackEndUnreachable = 6;
    public const int BelowGrade = 8;
    public const int Interrupted = 130;
}
