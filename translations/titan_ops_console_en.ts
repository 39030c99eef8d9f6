<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>DescribeHealth</name>
    <message numerus="yes">
        <source>%n as the runbook says</source>
        <translation>
            <numerusform>%n as the runbook says</numerusform>
            <numerusform>%n as the runbook says</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s)</source>
        <translation>
            <numerusform>%n differs</numerusform>
            <numerusform>%n differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogFollowText</name>
    <message numerus="yes">
        <source>%1 of %n services followed</source>
        <translation>
            <numerusform>%1 of %n service followed</numerusform>
            <numerusform>%1 of %n services followed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No line has come yet from %n services.</source>
        <translation>
            <numerusform>No line has come yet from %n service.</numerusform>
            <numerusform>No line has come yet from %n services.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogHistoryText</name>
    <message numerus="yes">
        <source>Loading older lines… %Ln so far, back to %1 UTC</source>
        <translation>
            <numerusform>Loading older lines… %Ln so far, back to %1 UTC</numerusform>
            <numerusform>Loading older lines… %Ln so far, back to %1 UTC</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServiceText</name>
    <message numerus="yes">
        <source>Restarts in a loop: it ended by itself %n times in %1, last with exit code %2.</source>
        <translation>
            <numerusform>Restarts in a loop: it ended by itself once in %1, last with exit code %2.</numerusform>
            <numerusform>Restarts in a loop: it ended by itself %n times in %1, last with exit code %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n errors seen in its log, the last one at %1.</source>
        <translation>
            <numerusform>%n error seen in its log, at %1.</numerusform>
            <numerusform>%n errors seen in its log, the last one at %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It ended by itself %n times in %1, last with exit code %2, and stays down: it is not started again.</source>
        <translation>
            <numerusform>It ended by itself once in %1, last with exit code %2, and stays down: it is not started again.</numerusform>
            <numerusform>It ended by itself %n times in %1, last with exit code %2, and stays down: it is not started again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaysOpen</name>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n position</numerusform>
            <numerusform>%n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working order(s)</source>
        <translation>
            <numerusform>%n working order</numerusform>
            <numerusform>%n working orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::ActivityPage</name>
    <message numerus="yes">
        <source>%n entries, newest first</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries, newest first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n entries match</source>
        <translation>
            <numerusform>%1 of %n entry matches</numerusform>
            <numerusform>%1 of %n entries match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::AlarmBar</name>
    <message numerus="yes">
        <source>%n more alarm(s): acknowledge these to see them.</source>
        <translation>
            <numerusform>%n more alarm: acknowledge these to see it.</numerusform>
            <numerusform>%n more alarms: acknowledge these to see them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::CommandFacts</name>
    <message numerus="yes">
        <source>%1 — %n listener(s), %2</source>
        <translation>
            <numerusform>%1 — %n listener, %2</numerusform>
            <numerusform>%1 — %n listeners, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::CommandRecord</name>
    <message numerus="yes">
        <source>%n answer(s) could not be read: %1.</source>
        <translation>
            <numerusform>%n answer could not be read: %1.</numerusform>
            <numerusform>%n answers could not be read: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) or fill(s) seen since SENT, the last %1.</source>
        <translation>
            <numerusform>%n order or fill seen since SENT, %1.</numerusform>
            <numerusform>%n orders or fills seen since SENT, the last %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogDetail</name>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes are not shown here, with %Ln whole lines among them.</source>
        <translation>
            <numerusform>%1 bytes are not shown here, with %Ln whole line among them.</numerusform>
            <numerusform>%1 bytes are not shown here, with %Ln whole lines among them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogErrorText</name>
    <message numerus="yes">
        <source>%Ln errors</source>
        <translation>
            <numerusform>%Ln error</numerusform>
            <numerusform>%Ln errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The times go back at %Ln places, by up to %1: a clock may have been set back, or one log put behind another. Lines stand as they came.</source>
        <translation>
            <numerusform>The times go back at one place, by %1: a clock may have been set back, or one log put behind another. Lines stand as they came.</numerusform>
            <numerusform>The times go back at %Ln places, by up to %1: a clock may have been set back, or one log put behind another. Lines stand as they came.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogExportBar</name>
    <message numerus="yes">
        <source>%Ln lines (%1) are in %2</source>
        <translation>
            <numerusform>%Ln line (%1) is in %2</numerusform>
            <numerusform>%Ln lines (%1) are in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines went while it was written, to make room for newer ones; the file says where.</source>
        <translation>
            <numerusform>%Ln line went while it was written, to make room for newer ones; the file says where.</numerusform>
            <numerusform>%Ln lines went while it was written, to make room for newer ones; the file says where.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogFilterBar</name>
    <message numerus="yes">
        <source>%n services</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n services</source>
        <translation>
            <numerusform>%1 of %n service</numerusform>
            <numerusform>%1 of %n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more texts ×</source>
        <translation>
            <numerusform>%n more text ×</numerusform>
            <numerusform>%n more texts ×</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogFilterText</name>
    <message numerus="yes">
        <source>%n more services</source>
        <translation>
            <numerusform>%n more service</numerusform>
            <numerusform>%n more services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogPane</name>
    <message numerus="yes">
        <source>To the end — %Ln new lines</source>
        <translation>
            <numerusform>To the end — %Ln new line</numerusform>
            <numerusform>To the end — %Ln new lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines copied</source>
        <translation>
            <numerusform>%Ln line copied</numerusform>
            <numerusform>%Ln lines copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %Ln lines copied: more are too many for the clipboard</source>
        <translation>
            <numerusform>only the first line copied: more are too many for the clipboard</numerusform>
            <numerusform>the first %Ln lines copied: more are too many for the clipboard</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogWindow</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogWords</name>
    <message numerus="yes">
        <source>%Ln lines are missing</source>
        <translation>
            <numerusform>%Ln line is missing</numerusform>
            <numerusform>%Ln lines are missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::ResumeDialog</name>
    <message numerus="yes">
        <source>%n thing(s) above stand in the way.</source>
        <translation>
            <numerusform>%n thing above stands in the way.</numerusform>
            <numerusform>%n things above stand in the way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::ServiceLog</name>
    <message numerus="yes">
        <source>Log, the last %n lines</source>
        <translation>
            <numerusform>Log, the last line</numerusform>
            <numerusform>Log, the last %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::ServicesPage</name>
    <message numerus="yes">
        <source>%1 of %n services found</source>
        <translation>
            <numerusform>%1 of 1 service found</numerusform>
            <numerusform>%1 of %n services found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more containers</source>
        <translation>
            <numerusform>1 more container</numerusform>
            <numerusform>%n more containers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>1 needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nothing known of %n services</source>
        <translation>
            <numerusform>nothing known of %n service</numerusform>
            <numerusform>nothing known of %n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::StatusStrip</name>
    <message numerus="yes">
        <source>▲ journal: %n record(s) waiting.</source>
        <translation>
            <numerusform>▲ journal: %n record waiting.</numerusform>
            <numerusform>▲ journal: %n records waiting.</numerusform>
        </translation>
    </message>
</context>
</TS>
