using RefineWorkflows.Engine.Activities.Composition;
using RefineWorkflows.Engine.Activities.ControlFlow;
using RefineWorkflows.Engine.Activities.Flow;
using RefineWorkflows.Engine.Activities.Primitives;
using RefineWorkflows.Engine.Activities.Scheduling;
using RefineWorkflows.Engine.Activities.Scripting;
using RefineWorkflows.Engine.Activities.Waiting;

namespace RefineWorkflows.Engine.Activities;

/// <summary>The activities that every definition may use.</summary>
public static class BuiltInActivities
{
    /// <param name="registry">Where they are added.</param>
    /// <param name="output">Where WriteLine writes.</param>
    public static ActivityRegistry AddBuiltIn(this ActivityRegistry registry, TextWriter output) => registry
        .Add<Workflow>().Add<Sequence>().Add<If>().Add<Switch>().Add<While>().Add<For>().Add<ForEach>().Add<Break>().Add<Fork>().Add<ControlFlow.Parallel>().Add<ParallelForEach>().Add<Complete>()
        .Add<Flowchart>().Add<StateMachine>().Add<Start>().Add<End>().Add<FlowNode>().Add<FlowDecision>().Add<FlowSwitch>().Add<FlowFork>().Add<FlowJoin>()
        .Add<Finish>().Add<Fault>().Add<SetVariable>().Add<SetOutput>().Add<SetName>().Add<Correlate>().Add(() => new WriteLine(output)).Add<ReadLine>()
        .Add<Delay>().Add<Scheduling.Timer>().Add<Cron>().Add<StartAt>().Add<RunJavaScript>()
        .Add<ExecuteWorkflow>().Add<DispatchWorkflow>().Add<BulkDispatchWorkflows>()
        .Add<Event>().Add<PublishEvent>().Add<RunTask>();
}
