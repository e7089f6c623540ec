namespace RefineWorkflows.Engine.Activities;

/// <summary>What an activity does to the world, which decides when its entries are committed.</summary>
public enum EffectKind
{
    /// <summary>Nothing. Rides along with the next commit and is evaluated again after a crash.</summary>
    Pure,

    /// <summary>Writes files or rows of this machine that may be written again. Committed when it has completed, before anything follows.</summary>
    Local,

    /// <summary>Asks somebody else. Its intent is committed before it begins, its handle as soon as there is one, its result before anything follows.</summary>
    External,
}
