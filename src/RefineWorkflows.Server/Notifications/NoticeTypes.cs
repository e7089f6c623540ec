namespace RefineWorkflows.Server.Notifications;

/// <summary>What can be told of a run, as it stands in the body's <c>type</c>.</summary>
internal static class NoticeTypes
{
    public const string Finished = "run.finished";
    public const string Faulted = "run.faulted";
    public const string GradeBelow = "run.gradeBelow";
}
